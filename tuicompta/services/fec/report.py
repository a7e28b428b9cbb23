"""Report of an import in French, before it runs and after (CEE-08, FECI-11)."""

from collections.abc import Iterator

from tuicompta.core.amounts import format_amount, format_count
from tuicompta.core.text import clean_text, cut
from tuicompta.exchange.fec.journals import OPENING_CODE
from tuicompta.services.fec.outcome import ImportOutcome

NOTHING_WRITTEN = "Rien n'est écrit."
_LISTED = 100
_TITLE_WIDTH = 60


def outcome_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield the lines of the report of one file, its faults excepted (`fault_lines`)."""
    yield from read_lines(outcome)
    yield from detail_lines(outcome)
    yield from result_lines(outcome)


def read_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield the name of the file and what is read in it."""
    yield f"Fichier {clean_text(outcome.path.name)}"
    yield f"Lu : {_count(outcome.lines, 'ligne')}, {_count(outcome.entries, 'écriture')}, {_amounts(outcome)}"
    if outcome.dropped:
        yield f"Sans montant, laissées de côté : {_count(outcome.dropped, 'ligne')}"


def detail_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield the totals by journal and month, what is created, what is warned of."""
    yield from _months(outcome)
    yield from _creations(outcome)
    for rule, count in sorted(outcome.warnings.items()):
        yield f"Avertissement : {rule.label} : {count}"
    if outcome.refused:
        yield f"Refusé : {_count(outcome.refused_entries, 'écriture')}"


def fault_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield every faulty line and entry with the line of the file and the reason (CEE-07)."""
    for finding in outcome.unreadable:
        parts = (finding.rule.label, finding.column, finding.value)
        yield f"ligne {finding.line} : {', '.join(part for part in parts if part)}"
    for fault in outcome.faults:
        yield clean_text(str(fault))
    hidden = outcome.fault_count - len(outcome.faults)
    if hidden > 0:
        yield f"… et {hidden} autres"


def _amounts(outcome: ImportOutcome) -> str:
    return f"débit {format_amount(outcome.debit)}, crédit {format_amount(outcome.credit)}"


def _count(number: int, word: str) -> str:
    return f"{format_count(number)} {word}{'s' if number > 1 else ''}"


def _months(outcome: ImportOutcome) -> Iterator[str]:
    if outcome.months:
        yield "Journal    Mois    Écritures  Lignes            Débit           Crédit"
    for month in outcome.months:
        place = f"{month.journal:10} {month.month.month:02}/{month.month.year:04}"
        amounts = f"{format_amount(month.debit):>16} {format_amount(month.credit):>16}"
        yield f"{place} {month.entries:9} {month.lines:7} {amounts}"


def _creations(outcome: ImportOutcome) -> Iterator[str]:
    if outcome.journals:
        yield f"Journaux à créer : {len(outcome.journals)}"
    for journal in outcome.journals:
        yield f"  {journal.code:10} {journal.type.label:20} {_title(journal.description)}"
    if outcome.accounts:
        yield f"Comptes à créer : {len(outcome.accounts)}"
    for account in outcome.accounts[:_LISTED]:
        control = f" (collectif {account.control})" if account.control else ""
        yield f"  {account.number:10} {_title(account.title)}{control}"
    yield from _more(len(outcome.accounts))
    if outcome.mapped:
        yield f"Numéros de compte changés : {len(outcome.mapped)}"
    for mapped in outcome.mapped[:_LISTED]:
        source = " ".join(part for part in (mapped.account, mapped.auxiliary) if part)
        yield f"  {_title(source)} → {mapped.number or 'aucun'}"
    yield from _more(len(outcome.mapped))


def result_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield what was written, or that nothing is."""
    loaded = outcome.loaded
    if outcome.duplicates:
        yield f"Déjà importées, ignorées : {_count(outcome.duplicates, 'écriture')}"
    if not outcome.done:
        yield NOTHING_WRITTEN
        return
    if outcome.created_year is not None:
        yield f"Exercice créé : {outcome.created_year}"
    if outcome.closed_year:
        yield f"Exercice {outcome.closed_year} : validation reprise, exercice clôturé"
    yield f"Importé, lot n° {outcome.lot} : {_count(loaded.entries, 'écriture')}, {_count(loaded.lines, 'ligne')}"
    if loaded.left_out:
        yield f"À-nouveaux laissés de côté : {_count(loaded.left_out, 'écriture')}"
    accounts = _count(len(outcome.accounts), "compte")
    yield f"Créés : {accounts}, {_created_journals(outcome)}, {outcome.third_parties} tiers"
    yield f"Lettrage : {_count(loaded.letterings, 'groupe')} repris, {_count(loaded.letters_left, 'laissé')} sans code"
    for count, sentence in (
        (loaded.recoded, "codes de lettrage remplacés"),
        (loaded.cut, "textes trop longs, coupés"),
        (loaded.renumbered, "écritures renumérotées : les n° définitifs se suivent par journal"),
    ):
        if count:
            yield f"{count} {sentence}"
    yield from _differences(outcome)
    if outcome.rejects is not None:
        yield f"Lignes refusées copiées dans {clean_text(str(outcome.rejects))}"


def _created_journals(outcome: ImportOutcome) -> str:
    number = sum(journal.code != OPENING_CODE for journal in outcome.journals)
    return f"{number} {'journaux' if number > 1 else 'journal'}"


def _differences(outcome: ImportOutcome) -> Iterator[str]:
    if not outcome.differences:
        yield "Soldes du dossier et du fichier : aucun écart"
        return
    yield f"Soldes différents du fichier : {_count(len(outcome.differences), 'compte')}"
    for difference in outcome.differences[:_LISTED]:
        in_file, in_dossier = format_amount(difference.in_file), format_amount(difference.in_dossier)
        yield f"  {difference.number:10} fichier {in_file}, dossier {in_dossier}"
    yield from _more(len(outcome.differences))


def _more(count: int) -> Iterator[str]:
    if count > _LISTED:
        yield f"  … et {count - _LISTED} autres"


def _title(text: str) -> str:
    return cut(clean_text(text), _TITLE_WIDTH)
