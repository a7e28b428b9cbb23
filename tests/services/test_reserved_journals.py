"""AN, RAN and the journals balanced at their foot: offered by no function that does not say so."""

from collections.abc import Callable
from datetime import date

import pytest

from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, SINGLE_ENTRY
from tuicompta.core.enums import CounterpartMode, JournalType
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.places import open_journals
from tuicompta.services.entries.references import References
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.guides.models import destination_journals
from tuicompta.services.lookup import DossierLookup
from tuicompta.services.practical.journals import treasury_accounts
from tuicompta.services.recurring.journals import offered_journals

ORDINARY = {"AC", "VE", "OD", "BP"}
DAY = date(2026, 3, 1)


@pytest.fixture
def reserved(dossier: Dossier) -> Dossier:
    """Journals AN and RAN in every fiscal year, and CA balanced at its foot."""
    database = dossier.database
    for code in ("AN", "RAN"):
        database.run("INSERT INTO journal (code, type, description) VALUES (?, 'opening', ?)", (code, code))
        database.run(
            "INSERT INTO journal_year (journal_id, fiscal_year_id)"
            " SELECT journal.id, fiscal_year.id FROM journal, fiscal_year WHERE code = ?",
            (code,),
        )
    database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")
    return dossier


def typed_in(dossier: Dossier) -> set[str]:
    """The journals of the kilomètre screen and of the single entry."""
    lookup = DossierLookup(dossier, fiscal_years(dossier.database)[0])
    return {
        journal.code
        for profile in (CONTINUOUS_ENTRY, SINGLE_ENTRY)
        for journal in lookup.journals()
        if profile.offers(journal.type, journal.counterpart_mode)
    }


def of_guides(dossier: Dossier) -> set[str]:
    kinds = [kind for kind in JournalType if kind is not JournalType.OPENING]
    return {code for kind in kinds for code, _ in destination_journals(dossier.database, kind)}


def of_moves(dossier: Dossier) -> set[str]:
    """The destinations of a reversal and of a transfer."""
    year = fiscal_years(dossier.database)[0]
    return {journal.code for journal in open_journals(References(dossier.database), year.id)}


def of_recurring(dossier: Dossier) -> set[str]:
    return {row.code for row in offered_journals(dossier.database)}


@pytest.mark.spec("INV-08", "INV-07", "CTP-03")
@pytest.mark.parametrize("offered", [typed_in, of_guides, of_moves, of_recurring])
def test_reserved_journals_are_offered_nowhere(reserved: Dossier, offered: Callable[[Dossier], set[str]]) -> None:
    assert offered(reserved) == ORDINARY


@pytest.mark.spec("INV-07", "CTP-03", "OSP-02")
def test_practical_entry_posts_to_no_journal_at_foot(reserved: Dossier) -> None:
    assert {account.journal for account in treasury_accounts(reserved.database, DAY)} == {"BP"}
    assert CounterpartMode.FOOT_OF_JOURNAL in CONTINUOUS_ENTRY.left_out
