from __future__ import annotations

import tracemalloc
from datetime import date
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.exchange.fec.samples import HEADER, RECEIPT, SALE, fec, found, read
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.exchange.fec import grid
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.errors import (
    CharsetMismatchError,
    LineTooLongError,
    NoSeparatorError,
    TooManyBadLinesError,
)
from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.grid import is_clean
from tuicompta.exchange.fec.lines import FecLine, RefusedLine
from tuicompta.exchange.fec.reader import FecReader

DUPONT = FecLine(
    journal_code="VE",
    journal_label="Ventes",
    number="1",
    entry_date=date(2025, 1, 15),
    account="411000",
    account_label="Clients",
    auxiliary="411DUPONT",
    auxiliary_label="Dupont SA",
    piece="F-1",
    piece_date=date(2025, 1, 14),
    label="Facture 1",
    debit=12000,
    credit=0,
    lettering="AA",
    lettering_date=date(2025, 2, 10),
    validation_date=date(2025, 1, 31),
)


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize("separator", ["\t", "|", ";"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso8859-15"])
def test_legal_file_in_every_separator_end_of_line_and_charset(separator: str, end: str, encoding: str) -> None:
    lines, log = read(fec(SALE, RECEIPT, separator=separator, end=end, encoding=encoding))
    assert lines[0] == DUPONT
    assert [line.label for line in lines] == ["Facture 1"] * 3 + ["Règlement"] * 2
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) == 24000
    assert not log.counts


@pytest.mark.spec("FECI-03")
def test_comma_as_separator_with_quoted_amounts() -> None:
    row = 'VE,Ventes,1,20250115,411000,"Clients, divers",,,F-1,20250114,Facture,"1200,50","0,00",,,20250131,,\n'
    lines, log = read(HEADER.replace("|", ",").encode() + b"\n" + row.encode())
    assert (lines[0].account_label, lines[0].debit, lines[0].credit) == ("Clients, divers", 120050, 0)
    assert not log.counts


@pytest.mark.spec("FECI-03")
def test_amount_and_side() -> None:
    rows = "".join(
        f"OD|Divers|1|20250115|471000|Attente|||P|20250115|Essai|{amount}|{side}|||20250131||\n"
        for amount, side in [("10,00", "D"), ("4,00", "C"), ("7,00-", "+1"), ("-1,00", "-1"), ("3,00", "?")]
    )
    lines, log = read(fec(rows, header=HEADER.replace("Debit|Credit", "Montant|Sens")))
    assert [(line.debit, line.credit) for line in lines] == [(1000, 0), (0, 400), (-700, 0), (0, -100)]
    assert found(log, Rule.UNREADABLE_SIDE) == [(6, "Sens", "?")]


@pytest.mark.spec("FECI-03")
def test_decimal_points_and_odd_dates_are_read_with_a_warning() -> None:
    odd = SALE.replace("120,00", "120.00").replace("20250115", "2025-01-15").replace("20250114", "14012025")
    lines, log = read(fec(odd))
    assert lines[0] == DUPONT
    assert len(lines) == 3
    assert found(log, Rule.DECIMAL_POINT) == [(2, "Debit", "120.00")]
    assert log.counts[Rule.DATE_FORM] == 6
    assert found(log, Rule.DATE_FORM)[0] == (2, "EcritureDate", "2025-01-15")


@pytest.mark.spec("FECI-03")
def test_dolibarr_columns_are_kept_and_unknown_ones_ignored() -> None:
    header = HEADER + "|DateLimitReglmt|NumFacture|FichierFacture|Poids"
    row = SALE.splitlines()[0] + "|20250315|FA2501-0001|FA2501-0001.pdf|12 kg\n"
    lines, _log = read(fec(row, header=header))
    assert lines[0] == DUPONT._replace(due_date=date(2025, 3, 15), document="FA2501-0001", file="FA2501-0001.pdf")


@pytest.mark.spec("FECI-03")
def test_cash_regime_columns() -> None:
    row = SALE.splitlines()[0] + "|20250301|Virement|Vente|C42\n"
    lines, _log = read(fec(row, header=HEADER + "|DateRglt|ModeRglt|NatOp|IdClient"))
    line = lines[0]
    assert (line.payment_date, line.payment_method, line.operation_nature, line.client) == (
        *(date(2025, 3, 1), "Virement", "Vente", "C42"),
    )


@pytest.mark.spec("FECI-03")
def test_faulty_lines_are_refused_one_by_one_with_line_column_and_reason() -> None:
    rows = SALE.splitlines(keepends=True)
    faulty = [
        rows[0].replace("20250115", "20240230"),
        rows[0].replace("120,00", "1 234,56"),
        rows[0].replace("|F-1|", "|F|1|"),
        rows[0].replace("411000", ""),
        rows[0].replace("20250115", ""),
        rows[0].replace("20250210", "20259999"),
    ]
    lines, log = read(fec(*faulty, rows[1]))
    assert [line.account for line in lines] == ["707000"]
    assert found(log, Rule.IMPOSSIBLE_DATE) == [(2, "EcritureDate", "20240230"), (7, "DateLet", "20259999")]
    assert found(log, Rule.UNREADABLE_AMOUNT) == [(3, "Debit", "1 234,56")]
    assert found(log, Rule.FIELD_COUNT) == [(4, "", "19 au lieu de 18")]
    assert sorted(found(log, Rule.BLANK_FIELD)) == [(5, "CompteNum", ""), (6, "EcritureDate", "")]


def test_refused_lines_name_the_entry_they_belong_to() -> None:
    rows = SALE.splitlines(keepends=True)
    data = fec(rows[0].replace("120,00", "x"), rows[1].replace("|F-1|", "|F|1|"), rows[2])
    (block,) = FecReader(BytesIO(data)).blocks(FindingLog())
    assert list(block.lines) == [4]
    assert sorted(block.refused) == [RefusedLine(2, "VE", "1"), RefusedLine(3, "VE", "1")]


def test_empty_lines_are_told_by_runs() -> None:
    rows = SALE.splitlines(keepends=True)
    lines, log = read(fec("\n", rows[0], "\n\n\n", rows[1], "|" * 17 + "\n", "  \n"))
    assert len(lines) == 2
    assert found(log, Rule.EMPTY_LINE) == [(2, "", ""), (4, "", "3 lignes"), (8, "", "2 lignes")]


def test_padding_and_no_break_spaces_are_taken_off() -> None:
    lines, log = read(
        fec(SALE.replace("|Ventes|", "| Ventes\u00a0|").replace("VE|", "  VE |").replace("||\n", "| |  \n"))
    )
    assert lines[0] == DUPONT
    assert not log.counts


@pytest.mark.attack
def test_terminal_escapes_and_directions_never_leave_the_reader() -> None:
    hostile = "\x1b]52;c;aGVsbG8=\x07Fac\u202eture\u200b \x9b31m 1"
    lines, log = read(fec(SALE.replace("Facture 1", hostile).replace("120,00", "1\x1b[2J")))
    assert [line.label for line in lines] == ["]52;c;aGVsbG8=Facture 31m 1"] * 2
    assert found(log, Rule.UNREADABLE_AMOUNT) == [(2, "Debit", "1[2J")]


def test_formulas_and_markup_are_plain_text() -> None:
    labels = ["=1+1", "+33", "-12", "@SUM(A1)", "Loyer [/b] mars", "'; DROP TABLE entry; --"]
    lines, _log = read(fec(*(SALE.splitlines(keepends=True)[0].replace("Facture 1", label) for label in labels)))
    assert [line.label for line in lines] == labels


def test_a_mark_inside_the_file_is_no_character() -> None:
    lines, _log = read(fec(SALE.replace("Ventes", "\ufeffVentes")))
    assert lines[0].journal_label == "Ventes"


def test_chosen_charset_wins_over_the_detected_one() -> None:
    data = fec(SALE.replace("Facture 1", "5 €"), encoding="iso8859-15")
    reader = FecReader(BytesIO(data), Charset.WINDOWS_1252)
    assert next(reader.blocks(FindingLog())).label[0] == "5 ¤"
    with pytest.raises(CharsetMismatchError):
        FecReader(BytesIO(data), Charset.UTF_8)


def test_file_can_be_read_again() -> None:
    reader = FecReader(BytesIO(fec(SALE)))
    first, second = ([list(block.rows()) for block in reader.blocks(FindingLog())] for _ in range(2))
    assert first == second


def test_file_with_names_only() -> None:
    lines, log = read(HEADER.replace("|", "\t").encode())
    assert lines == []
    assert not log.counts


def test_line_numbers_are_those_of_the_file_in_every_block() -> None:
    data = fec(SALE * 2000)
    blocks = list(FecReader(BytesIO(data)).blocks(FindingLog()))
    assert len(blocks) > 3
    assert [line for block in blocks for line in block.lines] == list(range(2, 6002))


def test_shapeless_file_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MAX_BAD_LINES", 50)
    with pytest.raises(TooManyBadLinesError, match="Ligne 51 : lecture arrêtée après 50 lignes"):
        read(fec("garbage\n" * 1000))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r"), max_size=5), max_size=6))
@example(["é\u0301", "\u017f", "ÿ", "Œ", "…", "€", "’", "«»°"])
def test_what_is_told_clean_is_what_cleaning_leaves(texts: list[str]) -> None:
    if is_clean("\t".join(texts).encode()):
        assert [clean_text(text) for text in texts] == texts


FRAGMENTS = st.sampled_from(
    [
        *(b"VE", b"20250115", b"20240230", b"411000", b"120,00", b"0,00", b"1e308", b"--1", "٣".encode(), b"9" * 25),
        *(b"\t", b"|", b";", b",", b'"', b"\r", b"\n", b"\r\n", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b" ", b"\xa0"),
        *(
            "é".encode(),
            "é".encode("cp1252"),
            b"\x81",
            b"\x1b[2J",
            HEADER.encode(),
            SALE.encode(),
            b"D",
            b"+1",
            b"x" * 70_000,
        ),
    ]
)


@pytest.mark.attack
@pytest.mark.spec("FECI-03")
@given(st.lists(FRAGMENTS | st.binary(max_size=20), max_size=40), st.sampled_from(["\t", "|", ";", ","]), st.booleans())
def test_any_bytes_are_read_or_refused_by_a_sentence(parts: list[bytes], separator: str, headed: bool) -> None:  # noqa: FBT001
    data = b"".join(parts)
    if headed:
        data = HEADER.replace("|", separator).encode() + b"\n" + data
    lines: list[FecLine] = []
    sentence = ""
    try:
        lines, _log = read(data)
    except TuicomptaError as refusal:
        sentence = str(refusal)
    assert sentence.isprintable()
    for line in lines:
        assert "".join(str(value) for value in line).isprintable()
        assert line.account
        assert isinstance(line.debit, int)


@pytest.mark.attack
@pytest.mark.parametrize(
    ("name", "piece", "times"),
    [
        ("lone CR", b"\r" * (1 << 16), 400),
        ("empty fields", (b"\t" * 17 + b"\n") * 3000, 20),
        ("short lines", b"x\n" * 20_000, 5),
        ("bad amounts", SALE.replace("|", "\t").replace("120,00", "douze").encode() * 200, 20),
        ("distinct odd values", b"", 0),
    ],
)
def test_memory_stays_bounded_whatever_the_file_holds(name: str, piece: bytes, times: int) -> None:
    class Repeated(BytesIO):
        """A file given piece by piece, never held whole."""

        left = times
        header = HEADER.replace("|", "\t").encode() + b"\n"

        def seek(self, _position: int, _whence: int = 0) -> int:
            self.left, self.rest = times, self.header
            return 0

        def read(self, size: int | None = -1) -> bytes:
            wanted = size or 0
            while len(self.rest) < wanted and self.left:
                self.rest += self._next()
                self.left -= 1
            given, self.rest = self.rest[:wanted], self.rest[wanted:]
            return given

        def _next(self) -> bytes:
            return piece

    stream = (
        Repeated()
        if times
        else BytesIO(fec(*(SALE.splitlines()[0].replace("120,00", f"12.{n}") + "\n" for n in range(30_000))))
    )
    tracemalloc.start()
    for _block in FecReader(stream).blocks(FindingLog()):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 << 20, name


@pytest.mark.attack
def test_huge_lines_and_headers_are_refused() -> None:
    with pytest.raises(LineTooLongError, match="Ligne 2 "):
        read(fec("x" * 10_000_000))
    with pytest.raises(LineTooLongError, match="Ligne 1 "):
        read(b"\t" * 1_000_000)
    with pytest.raises(NoSeparatorError):
        read(b"\t" * 60_000)
