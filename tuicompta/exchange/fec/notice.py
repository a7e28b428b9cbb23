"""Companion notice of an accounting file: what each column holds and how the file is built (FECX-12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from tuicompta import __version__
from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.enums import JournalType
from tuicompta.core.text import clean_text
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.writer import FecForm, Written

_ALPHANUMERIC, _DATE, _NUMERIC = "alphanumérique", "date", "numérique"
_COLUMNS = {
    "JournalCode": (_ALPHANUMERIC, "code du journal"),
    "JournalLib": (_ALPHANUMERIC, "intitulé du journal"),
    "EcritureNum": (_ALPHANUMERIC, "numéro définitif de l'écriture dans son journal"),
    "EcritureDate": (_DATE, "date comptable de l'écriture"),
    "CompteNum": (_ALPHANUMERIC, "compte ; pour un compte de tiers centralisé, son compte collectif"),
    "CompteLib": (_ALPHANUMERIC, "intitulé du compte de la colonne CompteNum"),
    "CompAuxNum": (_ALPHANUMERIC, "compte de tiers, vide quand CompteNum n'est pas son compte collectif"),
    "CompAuxLib": (_ALPHANUMERIC, "intitulé du compte de tiers"),
    "PieceRef": (_ALPHANUMERIC, "numéro de pièce, à défaut numéro de document, à défaut «-»"),
    "PieceDate": (_DATE, "date de la pièce"),
    "EcritureLib": (_ALPHANUMERIC, "libellé de la ligne, à défaut intitulé du journal"),
    "Debit": (_NUMERIC, "montant au débit, 0,00 pour une ligne au crédit"),
    "Credit": (_NUMERIC, "montant au crédit, 0,00 pour une ligne au débit"),
    "EcritureLet": (_ALPHANUMERIC, "code de lettrage, vide pour une ligne non lettrée"),
    "DateLet": (_DATE, "date du lettrage"),
    "ValidDate": (_DATE, "date de validation de l'écriture"),
    "Montantdevise": (_NUMERIC, "vide : la comptabilité est tenue en euros"),
    "Idevise": (_ALPHANUMERIC, "vide : la comptabilité est tenue en euros"),
    "DateRglt": (_DATE, "date du règlement, à défaut date de l'écriture"),
    "ModeRglt": (_ALPHANUMERIC, "moyen de paiement"),
    "NatOp": (_ALPHANUMERIC, "nature de l'opération, vide quand elle n'est pas tenue"),
    "IdClient": (_ALPHANUMERIC, "identification du client, vide quand elle n'est pas tenue"),
}
_CHARSETS = {Charset.UTF_8: "UTF-8 (ISO/IEC 10646), sans marque d'ordre des octets", Charset.ISO_8859_15: "ISO 8859-15"}
_SEPARATORS = {"\t": "tabulation (octet 09)", "|": "barre verticale «|» (octet 7C)"}


@dataclass(frozen=True, slots=True)
class NoticeJournal:
    """One journal of the file."""

    code: str
    description: str
    type: JournalType


@dataclass(frozen=True, slots=True)
class NumberGap:
    """Definitive numbers of a journal that are not in the file, and why."""

    journal: str
    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice tells about one file."""

    file_name: str
    company: str
    siren: str
    start: date
    end: date
    form: FecForm
    written: Written
    entries: int
    journals: Sequence[NoticeJournal]
    gaps: Sequence[NumberGap] = ()
    draft: bool = False


def notice_name(file_name: str) -> str:
    """Return the name of the notice of a file: `732829320FEC20251231_notice.txt`."""
    return f"{PurePath(file_name).stem}_notice.txt"


def notice(facts: NoticeFacts) -> str:
    """Return the text of the notice, its lines ended by line feeds."""
    sections = (_heading(facts), _technical(facts), _columns(facts.form.regime), _journals(facts), _numbering(facts))
    return "\n\n".join("\n".join(section) for section in (*sections, _content(facts))) + "\n"


def _heading(facts: NoticeFacts) -> Iterator[str]:
    yield f"NOTICE DU FICHIER DES ÉCRITURES COMPTABLES {facts.file_name}"
    if facts.draft:
        yield "PROJET : ce fichier n'est pas le fichier légal, il contient des écritures non validées."
    yield ""
    yield f"Société            {clean_text(facts.company)}, SIREN {facts.siren}"
    yield f"Exercice           du {format_date(facts.start)} au {format_date(facts.end)}"
    yield f"Programme          tuicompta {__version__}"
    yield f"Lignes             {facts.written.lines}, première ligne des noms non comprise"
    yield f"Écritures          {facts.entries}"
    yield f"Total débit        {format_amount(facts.written.debit)}"
    yield f"Total crédit       {format_amount(facts.written.credit)}"
    yield f"SHA-256            {facts.written.sha256.hex()}"


def _technical(facts: NoticeFacts) -> Iterator[str]:
    yield "1. FORME"
    yield "Structure          fichier à plat, champs de longueur variable, une ligne par ligne d'écriture"
    yield "Première ligne     noms des champs"
    yield f"Séparateur         {_SEPARATORS[facts.form.separator]}"
    yield "Fin de ligne       CR LF (octets 0D 0A)"
    yield f"Jeu de caractères  {_CHARSETS[facts.form.charset]}"
    yield "Dates              AAAAMMJJ, sans séparateur"
    yield "Montants           base 10, virgule et deux décimales, sans séparateur de milliers, signe moins devant"
    yield f"Remplacements      {_replacements(facts)}"


def _replacements(facts: NoticeFacts) -> str:
    count = facts.written.replaced
    if not count:
        return "aucun caractère remplacé"
    s = "s" if count > 1 else ""
    return f"{count} caractère{s} absent{s} du jeu, écrit{s} sans accent ou «?»"


def _columns(regime: Regime) -> Iterator[str]:
    yield f"2. CHAMPS ({len(regime.columns)} colonnes)"
    for rank, name in enumerate(regime.columns, 1):
        nature, meaning = _COLUMNS[name]
        yield f"{rank:2} {name:13} {nature:14} {meaning}"


def _journals(facts: NoticeFacts) -> Iterator[str]:
    yield "3. JOURNAUX"
    for journal in facts.journals:
        yield f"{journal.code:10} {journal.type.label:20} {clean_text(journal.description)}"
    if not facts.journals:
        yield "Aucun journal mouvementé."


def _numbering(facts: NoticeFacts) -> Iterator[str]:
    yield "4. NUMÉROTATION"
    yield "Numéro définitif donné à la validation : une suite continue par journal et par exercice, à partir de 1."
    if facts.draft:
        yield "Les écritures non validées portent un numéro provisoire «P» et n'ont pas de date de validation."
    if not facts.gaps:
        yield "Aucune rupture."
    for gap in facts.gaps:
        numbers = f"n° {gap.first}" if gap.first == gap.last else f"n° {gap.first} à {gap.last}"
        yield f"Rupture : journal {gap.journal}, {numbers} : {gap.reason}."


def _content(facts: NoticeFacts) -> Iterator[str]:
    yield "5. CONTENU"
    yield "Ordre : à nouveaux, puis date et heure de validation, journal, numéro ; lignes d'une écriture à la suite."
    status = "validées et non validées" if facts.draft else "validées seules"
    yield f"Écritures {status} ; ni écritures simulées, ni lignes à zéro, ni écritures des seules classes 8 et 9."
    yield "Les comptes des classes 6 et 7 ne sont pas soldés par une écriture de clôture."
    if facts.form.regime.cash:
        yield "Comptabilité de trésorerie : date et moyen du règlement pointé ou lettré avec la ligne."
