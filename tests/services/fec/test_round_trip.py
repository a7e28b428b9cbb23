"""Export then import, import then export: the same bytes, balances and lettered groups (XINV-02 to XINV-05)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.fec.samples import NAME
from tests.services.fec.kit import KEEP, balances, export, exported, groups, new_dossier, opened
from tuicompta.core.text import clean_text
from tuicompta.exchange.fec.lines import FecLine, block_of
from tuicompta.exchange.fec.rendering import verdict
from tuicompta.exchange.fec.sequences import Numbering
from tuicompta.exchange.fec.writer import FecForm, FecWriter
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.fec import importing
from tuicompta.services.fec.importing import import_fec

Drawn = tuple[int, int, list[tuple[int, int]], str, str, int]
"""A journal, a day, the lines (account, debit − credit in cents), a label, a piece, days until the validation."""

START, END = date(2025, 1, 1), date(2025, 12, 31)
ACCOUNTS = [
    *(("512000", "Banque", "", ""), ("607000", "Achats", "", ""), ("707000", "Ventes", "", "")),
    *(("411000", "Clients", "411DUPONT", "Dupont SA"), ("411000", "Clients", "411MARTIN", "Martin")),
    *(("401000", "Fournisseurs", "401FRS", "Frères & Cie"), ("445660", "TVA déductible", "", "")),
    *(("445710", "TVA collectée", "", ""), ("658000", "Charges diverses", "", ""), ("120000", "Résultat", "", "")),
]
JOURNALS = [("AC", "Achats"), ("VE", "Ventes"), ("BQ", "Banque"), ("OD", "Opérations Diverses")]
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="|"), max_size=20).map(
    lambda text: clean_text(text).strip()
)
AMOUNTS = st.integers(1, 10**9).flatmap(lambda cents: st.sampled_from([cents, cents, cents, -cents]))


@st.composite
def entries(draw: st.DrawFn) -> Drawn:
    """Draw a balanced entry."""
    amounts = draw(st.lists(AMOUNTS, min_size=1, max_size=4))
    amounts.append(-sum(amounts) or 1)
    if sum(amounts):
        amounts.append(-sum(amounts))
    accounts = st.integers(0, len(ACCOUNTS) - 1)
    lines = [(draw(accounts), amount) for amount in amounts if amount]
    day, wait = draw(st.integers(0, 300)), draw(st.integers(0, 30))
    return draw(st.integers(0, len(JOURNALS) - 1)), day, lines, draw(TEXTS), draw(TEXTS), wait


def file_of(drawn: list[Drawn], lettered: bool) -> list[FecLine]:  # noqa: FBT001
    """Return the lines of a file that a program could have written, in the order of FECX-05."""
    numbers: defaultdict[str, int] = defaultdict(int)
    found: list[list[FecLine]] = []
    for journal, day, lines, label, piece, wait in sorted(drawn, key=lambda entry: (entry[1] + entry[5], entry[0])):
        code, text = JOURNALS[journal]
        numbers[code] += 1
        when = START + timedelta(days=day)
        found.append(
            [
                FecLine(
                    *(code, text, str(numbers[code]), when, *ACCOUNTS[account], piece[:30].strip() or "-"),
                    *(when, label or text, max(amount, 0), max(-amount, 0)),
                    validation_date=when + timedelta(days=wait),
                )
                for account, amount in lines
            ]
        )
    return letter([line for entry in found for line in entry]) if lettered else [line for e in found for line in e]


def letter(lines: list[FecLine]) -> list[FecLine]:
    """Letter the pairs of lines of a third party that settle each other."""
    waiting: dict[tuple[str, int], int] = {}
    codes: defaultdict[str, int] = defaultdict(int)
    for index, line in enumerate(lines):
        if not line.auxiliary:
            continue
        amount = line.debit - line.credit
        other = waiting.pop((line.auxiliary, -amount), None)
        if other is None:
            waiting[line.auxiliary, amount] = index
            continue
        code = f"A{chr(65 + codes[line.auxiliary] % 26)}" * (1 + codes[line.auxiliary] // 26)
        codes[line.auxiliary] += 1
        for place in (index, other):
            lines[place] = lines[place]._replace(lettering=code, lettering_date=line.entry_date)
    return lines


def written(lines: list[FecLine]) -> bytes:
    return b"".join(FecWriter(FecForm()).chunks([block_of(lines)]))


@pytest.mark.spec("XINV-03", "FECX-11")
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(entries(), min_size=1, max_size=12), st.booleans())
def test_import_then_export_then_import_again(
    drawn: list[Drawn],
    lettered: bool,  # noqa: FBT001
) -> None:
    data = written(file_of(drawn, lettered))
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / NAME).write_bytes(data)
        first = new_dossier(folder / "1", folder / NAME, options=KEEP)
        one = exported(first.path, folder / "a")
        assert one == data
        second = new_dossier(folder / "2", folder / "a" / NAME, options=KEEP)
        assert exported(second.path, folder / "b") == data
        dossiers = [opened(created.path) for created in (first, second)]
        assert balances(dossiers[0]) == balances(dossiers[1])
        assert groups(dossiers[0]) == groups(dossiers[1])
        for dossier in dossiers:
            assert check_dossier(dossier.database) == []
            close_dossier(dossier)
        assert first.outcomes[0].differences == []


@pytest.mark.spec("XINV-03")
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(entries(), min_size=1, max_size=10))
def test_final_file_conforms_its_numbers_have_no_gap_and_it_gives_the_result(
    drawn: list[Drawn],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / NAME).write_bytes(written(file_of(drawn, lettered=True)))
        created = new_dossier(folder / "1", folder / NAME, options=KEEP)
        dossier = opened(created.path)
        done = export(dossier, folder / "a")
        assert verdict(done.report) == "Conforme"
        assert done.report.numbering is Numbering.BY_JOURNAL
        assert not done.report.log.counts or set(done.report.log.counts) <= {"piece_after_entry", "both_sides"}
        income = sum(-balance for number, balance in balances(dossier).items() if number[0] in "67")
        assert done.report.result == income
        close_dossier(dossier)


@pytest.mark.spec("XINV-05", "FECI-09")
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(entries(), min_size=1, max_size=8), st.booleans(), st.data())
def test_a_part_of_a_file_then_the_whole_twice_gives_the_whole_once(
    drawn: list[Drawn],
    bulk: bool,  # noqa: FBT001
    data: st.DataObject,
) -> None:
    lines = file_of(drawn, lettered=False)
    keys = sorted({(line.journal_code, line.number) for line in lines})
    chosen = data.draw(st.sets(st.sampled_from(keys), min_size=1))
    part = [line for line in lines if (line.journal_code, line.number) in chosen]
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "_BULK_LINES", 0 if bulk else 10**9)
        folder = Path(name)
        found = []
        for rank, files in enumerate(([lines], [part, lines, lines])):
            dossier = open_dossier(create_dossier(folder / f"{rank}.compta", NewDossier("X", START, END)))
            for file in files:
                (folder / NAME).write_bytes(written(file))
                assert import_fec(dossier, folder / NAME).done
            found.append((balances(dossier), dossier.database.value("SELECT count(*) FROM entry_line")))
            assert check_dossier(dossier.database) == []
            close_dossier(dossier)
    assert found[0] == found[1]
