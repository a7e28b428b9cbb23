"""What a run of the recurring entries did, in words (ABO-07, ABO-10)."""

from collections.abc import Iterable, Sequence

from tuicompta.core.dates import format_date
from tuicompta.services.recurring.generation import Outcome
from tuicompta.services.small_tables.coded_records import counted

NOTHING_DUE = "Aucune occurrence à générer"


def outcome_lines(outcomes: Iterable[Outcome]) -> list[str]:
    """Return a line for each occurrence: its date, its card, its entry or why it has none."""
    return [_line(outcome) for outcome in outcomes]


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return how many entries were generated, how many occurrences were refused."""
    if not outcomes:
        return NOTHING_DUE
    done = sum(1 for outcome in outcomes if outcome.entry)
    refused = sum(1 for outcome in outcomes if outcome.refused)
    parts = [counted(done, "écriture générée", "écritures générées") if done else "Aucune écriture générée"]
    if refused:
        parts.append(counted(refused, "occurrence refusée", "occurrences refusées"))
    return ", ".join(parts)


def _line(outcome: Outcome) -> str:
    said = f"écriture {outcome.entry}" if outcome.entry else str(outcome.refusal)
    mark = "OK" if outcome.entry else "Refusée" if outcome.refused else "Déjà traitée"
    return f"{format_date(outcome.occurrence.day)} {outcome.card.code} – {mark} : {said}"
