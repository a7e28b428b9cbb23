from __future__ import annotations

from datetime import date

import pytest

from tuicompta.core.enums import JournalType
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.notice import NoticeFacts, NoticeJournal, NumberGap, notice, notice_name
from tuicompta.exchange.fec.writer import FecForm, Written

FACTS = NoticeFacts(
    file_name="732829320FEC20251231.txt",
    company="Dupont SA",
    siren="732829320",
    start=date(2025, 1, 1),
    end=date(2025, 12, 31),
    form=FecForm(),
    written=Written(lines=1250, debit=123456789, credit=123456789, replaced=0, size=4096, sha256=bytes(32)),
    entries=400,
    journals=[
        NoticeJournal("AC", "Achats", JournalType.PURCHASES),
        NoticeJournal("BP", "Banque Principale", JournalType.TREASURY),
        NoticeJournal("OD", "Opérations Diverses", JournalType.GENERAL),
    ],
)
GOLDEN = """\
NOTICE DU FICHIER DES ÉCRITURES COMPTABLES 732829320FEC20251231.txt

Société            Dupont SA, SIREN 732829320
Exercice           du 01/01/2025 au 31/12/2025
Programme          tuicompta 0.1.0
Lignes             1250, première ligne des noms non comprise
Écritures          400
Total débit        1 234 567,89
Total crédit       1 234 567,89
SHA-256            0000000000000000000000000000000000000000000000000000000000000000

1. FORME
Structure          fichier à plat, champs de longueur variable, une ligne par ligne d'écriture
Première ligne     noms des champs
Séparateur         tabulation (octet 09)
Fin de ligne       CR LF (octets 0D 0A)
Jeu de caractères  UTF-8 (ISO/IEC 10646), sans marque d'ordre des octets
Dates              AAAAMMJJ, sans séparateur
Montants           base 10, virgule et deux décimales, sans séparateur de milliers, signe moins devant
Remplacements      aucun caractère remplacé

2. CHAMPS (18 colonnes)
 1 JournalCode   alphanumérique code du journal
 2 JournalLib    alphanumérique intitulé du journal
 3 EcritureNum   alphanumérique numéro définitif de l'écriture dans son journal
 4 EcritureDate  date           date comptable de l'écriture
 5 CompteNum     alphanumérique compte ; pour un compte de tiers centralisé, son compte collectif
 6 CompteLib     alphanumérique intitulé du compte de la colonne CompteNum
 7 CompAuxNum    alphanumérique compte de tiers, vide quand CompteNum n'est pas son compte collectif
 8 CompAuxLib    alphanumérique intitulé du compte de tiers
 9 PieceRef      alphanumérique numéro de pièce, à défaut numéro de document, à défaut «-»
10 PieceDate     date           date de la pièce
11 EcritureLib   alphanumérique libellé de la ligne, à défaut intitulé du journal
12 Debit         numérique      montant au débit, 0,00 pour une ligne au crédit
13 Credit        numérique      montant au crédit, 0,00 pour une ligne au débit
14 EcritureLet   alphanumérique code de lettrage, vide pour une ligne non lettrée
15 DateLet       date           date du lettrage
16 ValidDate     date           date de validation de l'écriture
17 Montantdevise numérique      vide : la comptabilité est tenue en euros
18 Idevise       alphanumérique vide : la comptabilité est tenue en euros

3. JOURNAUX
AC         Achats               Achats
BP         Trésorerie           Banque Principale
OD         Opérations Diverses  Opérations Diverses

4. NUMÉROTATION
Numéro définitif donné à la validation : une suite continue par journal et par exercice, à partir de 1.
Aucune rupture.

5. CONTENU
Ordre : à nouveaux, puis date et heure de validation, journal, numéro ; lignes d'une écriture à la suite.
Écritures validées seules ; ni écritures simulées, ni lignes à zéro, ni écritures des seules classes 8 et 9.
Les comptes des classes 6 et 7 ne sont pas soldés par une écriture de clôture.
"""


@pytest.mark.spec("FECX-12")
def test_notice_word_for_word() -> None:
    assert notice(FACTS) == GOLDEN


@pytest.mark.spec("FECX-12")
def test_name_of_the_notice() -> None:
    assert notice_name("732829320FEC20251231.txt") == "732829320FEC20251231_notice.txt"


def changed(**changes: object) -> list[str]:
    fields = {name: getattr(FACTS, name) for name in NoticeFacts.__dataclass_fields__}
    return notice(NoticeFacts(**(fields | changes))).splitlines()


@pytest.mark.spec("FECX-12")
def test_notice_explains_the_gaps() -> None:
    gaps = [
        NumberGap("OD", 3, 3, "écriture des seules classes 8 et 9"),
        NumberGap("VE", 5, 9, "écritures non validées"),
    ]
    lines = changed(gaps=gaps)
    assert "Rupture : journal OD, n° 3 : écriture des seules classes 8 et 9." in lines
    assert "Rupture : journal VE, n° 5 à 9 : écritures non validées." in lines
    assert "Aucune rupture." not in lines


@pytest.mark.spec("FECX-12")
def test_notice_tells_charset_separator_and_replacements() -> None:
    written = Written(lines=1, debit=1, credit=1, replaced=3, size=1, sha256=bytes(32))
    lines = changed(form=FecForm("|", Charset.ISO_8859_15), written=written)
    assert "Séparateur         barre verticale «|» (octet 7C)" in lines
    assert "Jeu de caractères  ISO 8859-15" in lines
    assert "Remplacements      3 caractères absents du jeu, écrits sans accent ou «?»" in lines


@pytest.mark.spec("FECX-10", "FECX-12")
def test_notice_of_a_cash_regime_describes_22_columns() -> None:
    lines = changed(form=FecForm(regime=Regime.BNC))
    assert "2. CHAMPS (22 colonnes)" in lines
    assert "22 IdClient      alphanumérique identification du client, vide quand elle n'est pas tenue" in lines


@pytest.mark.spec("FECX-08")
def test_notice_of_a_draft_says_that_it_is_no_legal_file() -> None:
    lines = changed(draft=True)
    assert lines[1].startswith("PROJET : ce fichier n'est pas le fichier légal")
    assert "Les écritures non validées portent un numéro provisoire «P» et n'ont pas de date de validation." in lines
