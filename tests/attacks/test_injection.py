"""Family 14: SQL in every text. It is stored as text, found as text, and does nothing else."""

import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest

from tests.attacks.audit import faults_of, figures, read
from tests.services.conftest import fixed_clock
from tests.services.entries_kit import entry, line, purchase, save
from tests.services.lookup.kit import lookup
from tuicompta.core.enums import JournalType, Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.dossiers.drafts import DraftEntry, keep_draft, start_draft, take_over_draft
from tuicompta.services.dossiers.user_state import state, store_state
from tuicompta.services.events import EventKind, record_event
from tuicompta.services.guides import GuideModelLine, active_guide_models, create_guide_model
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.settings.settings import set_settings, text_setting

pytestmark = pytest.mark.attack

TEXTS = [
    "'; DROP TABLE entry; --",
    '"; DELETE FROM account; --',
    "x' OR '1'='1",
    "x' UNION SELECT password_hash FROM user --",
    "'); ATTACH DATABASE '/tmp/pwned' AS x; --",
    "%' OR number LIKE '%",
    "_%[a-z]*?",
    "?1 :name @name $name {0} %s %d",
    "\\'; PRAGMA writable_schema = 1; --",
    "/* */ --",
    "NULL",
    "é''œ«»\"`",
    "0x41 1e308 --1",
    "a\x00b'; DROP TABLE entry",
]


@pytest.fixture
def dossier(victim: Path) -> Dossier:
    return open_dossier(victim, clock=fixed_clock)


def tables(path: Path) -> list[tuple[object, ...]]:
    return read(path, "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_only_a_text(dossier: Dossier, text: str) -> None:
    path = dossier.path
    structure, database, stored = tables(path), dossier.database, clean_text(text).strip()
    save(dossier, purchase())
    expected = figures(path)

    create_account(dossier, "401EVE", text)
    cells = {"label": text, "piece": text, "document": text, "payment_method": text}
    save(dossier, entry(line("401EVE", credit=5, **cells), line("6064", 5, **cells)))  # type: ignore[arg-type]
    set_settings(database, {"company.name": text})
    store_state(dossier, text, text)
    draft = start_draft(dossier, text, {text: text})
    keep_draft(dossier, draft, [DraftEntry(1, {text: text}, 0, 0)])
    pair = [GuideModelLine("6064", text, Side.DEBIT), GuideModelLine("421", text, Side.CREDIT)]
    create_guide_model(database, name=stored[:40] or "x", code="", journal="OD", lines=pair)
    with transaction(database):
        record_event(dossier, EventKind.OPTION_CHANGE, text, {text: text}, text)

    assert read(path, "SELECT title FROM account WHERE number = '401EVE'") == [(stored,)]
    assert read(path, "SELECT DISTINCT label, piece_number, document_number FROM entry_line WHERE entry_id = 2") == [
        (stored, stored[:30], stored[:30])
    ]
    assert text_setting(database, "company.name") == text
    assert state(dossier, text) == text
    assert list(take_over_draft(dossier, draft)) == [{text: text}]
    assert active_guide_models(database)[-1].model_lines[0].label == stored
    close_dossier(dossier)
    assert faults_of(path) == []
    assert tables(path) == structure
    assert [row for row in figures(path) if row in expected] == expected[: len(expected)] or len(figures(path)) > len(
        expected
    )
    assert not Path("/tmp/pwned").exists()  # noqa: S108 - the file that one of the texts would make


@pytest.mark.parametrize("text", TEXTS)
def test_a_question_is_only_a_question(dossier: Dossier, text: str) -> None:
    save(dossier, purchase())
    asked, day = lookup(dossier), date(2026, 3, 15)
    before = figures(dossier.path)
    assert asked.account(text) is None
    assert asked.journal(text) is None
    assert asked.account_usage(text) == {}
    assert asked.account_state(text).balance == 0
    assert asked.open_due_dates(text) == []
    assert asked.piece_use("AC", day, text) is None
    assert asked.piece_use(text, day, "00001") is None
    assert (asked.last_piece(text, day), asked.next_piece_counter(text, day)) == ("", 1)
    assert asked.last_entry(text) is asked.usual_entry(text, text) is None
    assert (asked.last_label(text, text), asked.recent_label("AC", text), asked.recent_label(text, "")) == ("", "", "")
    assert asked.similar_entry(text, -1, text, day, JournalType.PURCHASES, None) == ""
    assert not asked.is_closed(text, day)
    assert not asked.is_cheque_method(text)
    assert asked.available_cheques(text) == []
    assert asked.cheque_refusal("BP", text) != ""
    for act in (
        lambda: create_account(dossier, text, "x"),
        lambda: save(dossier, entry(line(text, 5), line("6064", credit=5))),
        lambda: save(dossier, entry(line("6064", 5), line("6064", credit=5), journal=text)),
        lambda: letter_lines(dossier, "401DUP", [1, 2], text),
        lambda: open_dossier(dossier.path, user_code=text),
    ):
        with pytest.raises(TuicomptaError) as refused:
            act()
        assert "\x00" not in str(refused.value)
    assert figures(dossier.path) == before
    close_dossier(dossier)


@pytest.mark.parametrize("text", TEXTS)
def test_a_name_of_dossier_is_only_a_name(tmp_path: Path, text: str) -> None:
    new = NewDossier(text, date(2026, 1, 1), date(2026, 12, 31))
    made = create_dossier(tmp_path / "Named.compta", new, clock=fixed_clock)
    assert faults_of(made) == []
    with suppress(TuicomptaError, ValueError):
        other = create_dossier(tmp_path / f"{text.replace('/', '')}.compta", new, clock=fixed_clock)
        assert faults_of(other) == []
        with closing(sqlite3.connect(other)) as connection:
            assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)
