from __future__ import annotations

from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.fec.samples import NAME, read
from tuicompta.core.amounts import MAX_CENTS
from tuicompta.core.text import clean_text
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.control import control_stream
from tuicompta.exchange.fec.errors import WriteOrderError
from tuicompta.exchange.fec.findings import FindingLog
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.lines import FecLine, block_of
from tuicompta.exchange.fec.reader import FecReader
from tuicompta.exchange.fec.writer import FecForm, FecWriter, Written

DAY = date(2025, 1, 15)
CLIENT = FecLine(
    *("VE", "Ventes", "1", DAY, "411000", "Clients", "411DUPONT", "Dupont & Fils", "F-1", date(2025, 1, 14)),
    *("Facture n° 1", 123456, 0, "AA", date(2025, 2, 10), date(2025, 1, 31)),
)
SALE = FecLine(
    *("VE", "Ventes", "1", DAY, "707000", "Ventes de marchandises", "", "", "F-1", date(2025, 1, 14)),
    *("Facture n° 1", 0, 123456, "", None, date(2025, 1, 31)),
)


def written(
    *lines: FecLine, form: FecForm | None = None, openings: frozenset[str] = frozenset()
) -> tuple[bytes, Written]:
    writer = FecWriter(form or FecForm(), openings)
    return b"".join(writer.chunks([block_of(lines)])), writer.written


def entry(number: str, journal: str = "VE", validation: date | None = date(2025, 1, 31)) -> list[FecLine]:
    return [line._replace(number=number, journal_code=journal, validation_date=validation) for line in (CLIENT, SALE)]


@pytest.mark.spec("FECX-03", "FECX-04")
def test_legal_file_byte_for_byte() -> None:
    data, _done = written(CLIENT, SALE)
    assert (
        data
        == (
            "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\t"
            "PieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\r\n"
            "VE\tVentes\t1\t20250115\t411000\tClients\t411DUPONT\tDupont & Fils\tF-1\t20250114\tFacture n° 1\t1234,56"
            "\t0,00\tAA\t20250210\t20250131\t\t\r\n"
            "VE\tVentes\t1\t20250115\t707000\tVentes de marchandises\t\t\tF-1\t20250114\tFacture n° 1\t0,00\t1234,56"
            "\t\t\t20250131\t\t\r\n"
        ).encode()
    )


@pytest.mark.spec("FECX-03")
def test_bar_and_iso_8859_15_byte_for_byte() -> None:
    data, _done = written(CLIENT._replace(label="5 € d'œufs"), form=FecForm("|", Charset.ISO_8859_15))
    assert data.split(b"\r\n")[1] == (
        b"VE|Ventes|1|20250115|411000|Clients|411DUPONT|Dupont & Fils|F-1|20250114|5 \xa4 d'\xbdufs|1234,56|0,00"
        b"|AA|20250210|20250131||"
    )


@pytest.mark.spec("FECX-10")
@pytest.mark.parametrize(
    ("regime", "heading", "tail"),
    [
        (Regime.BA, "\tIdevise\tDateRglt\tModeRglt\tNatOp", "\t\t\t20250301\tVirement\tVente"),
        (Regime.BNC, "\tIdevise\tDateRglt\tModeRglt\tNatOp\tIdClient", "\t\t\t20250301\tVirement\tVente\tC42"),
    ],
)
def test_cash_regimes_add_their_columns(regime: Regime, heading: str, tail: str) -> None:
    line = CLIENT._replace(
        payment_date=date(2025, 3, 1), payment_method="Virement", operation_nature="Vente", client="C42"
    )
    rows = written(line, form=FecForm(regime=regime))[0].decode().split("\r\n")
    assert rows[0].endswith(heading)
    assert rows[1].endswith("20250131" + tail)


@pytest.mark.spec("FECX-03", "FECX-04")
@pytest.mark.parametrize(
    ("cents", "text"),
    [(1, "0,01"), (100, "1,00"), (-5, "-0,05"), (-123456, "-1234,56"), (MAX_CENTS, "9999999999999,99")],
)
def test_amounts(cents: int, text: str) -> None:
    data, done = written(CLIENT._replace(debit=cents))
    assert f"\t{text}\t0,00\t".encode() in data
    assert (done.debit, done.credit) == (cents, 0)


@pytest.mark.spec("FECX-09")
@pytest.mark.parametrize(
    ("separator", "text", "expected"),
    [
        ("\t", "a\tb|c\r\nd\x0be\x85f", "a b c d e f"),
        ("\t", "  \tbord | \n", "bord"),
        ("|", "a|b\tc", "a/b c"),
        ("|", "|", "/"),
        ("\t", "x\u2028y\x00\x1bz", "x y z"),
        ("\t", "=1+1", "=1+1"),
        ("\t", "-12,00 €", "-12,00 €"),
        ("\t", "@SUM(A1)", "@SUM(A1)"),
    ],
)
def test_texts_are_made_fit_for_the_file(separator: str, text: str, expected: str) -> None:
    data, done = written(CLIENT._replace(label=text), SALE, form=FecForm(separator))
    rows = data.decode().split("\r\n")
    assert [len(row.split(separator)) for row in rows[:-1]] == [18, 18, 18]
    assert rows[1].split(separator)[10] == expected
    assert done.replaced == 0


@pytest.mark.spec("FECX-09")
def test_characters_that_the_charset_lacks_are_replaced_and_counted() -> None:
    line = CLIENT._replace(label="Ő Łódź – “œ” 漢字", account_label="naïve €")
    data, done = written(line, form=FecForm(charset=Charset.ISO_8859_15))
    fields = data.decode("iso8859-15").split("\r\n")[1].split("\t")
    assert fields[10] == "O Lódz - ?œ? ??"
    assert fields[5] == "naïve €"
    assert done.replaced == 8


@pytest.mark.spec("FECX-09")
def test_lone_surrogate_is_replaced_even_in_utf_8() -> None:
    data, done = written(CLIENT._replace(label="a\ud800b"))
    assert b"\ta?b\t" in data
    assert done.replaced == 1


@pytest.mark.spec("FECX-13")
def test_what_was_written_is_counted_and_digested() -> None:
    data, done = written(*entry("1"), *entry("2"))
    assert (done.lines, done.debit, done.credit, done.size) == (4, 246912, 246912, len(data))
    assert done.sha256 == sha256(data).digest()


@pytest.mark.spec("FECX-05")
def test_openings_then_validation_then_journal_numbers() -> None:
    lines = [*entry("1", "RAN", date(2025, 6, 30)), *entry("1", "AC"), *entry("1"), *entry("2", "AC", date(2025, 2, 1))]
    assert written(*lines, openings=frozenset({"RAN"}))[1].lines == 8


@pytest.mark.spec("FECX-05")
@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([*entry("1"), *entry("1", "RAN")], "à nouveaux après"),
        ([*entry("1", validation=date(2025, 2, 1)), *entry("2", validation=date(2025, 1, 31))], "validée avant"),
        ([*entry("2"), *entry("1")], "numéro déjà passé"),
        ([CLIENT, *entry("1", "AC"), SALE], "lignes dispersées"),
        ([CLIENT, SALE._replace(entry_date=date(2025, 1, 16))], "lignes dispersées"),
    ],
)
def test_any_other_order_is_refused(lines: list[FecLine], reason: str) -> None:
    with pytest.raises(WriteOrderError, match=reason):
        written(*lines, openings=frozenset({"RAN"}))


@pytest.mark.spec("FECX-08")
def test_draft_numbers_come_last_without_validation_date() -> None:
    data, _done = written(*entry("1"), *entry("P1", validation=None), *entry("P2", validation=None))
    assert data.decode().split("\r\n")[3].split("\t")[2:16:13] == ["P1", ""]
    with pytest.raises(WriteOrderError):
        written(*entry("P1", validation=None), *entry("2"))


def test_blocks_of_any_size_give_the_same_bytes() -> None:
    lines = [line for number in range(1, 30) for line in entry(str(number))]
    whole = written(*lines)[0]
    for size in (1, 3, 7):
        blocks = (block_of(lines[i : i + size]) for i in range(0, len(lines), size))
        assert b"".join(FecWriter(FecForm()).chunks(blocks)) == whole


LETTERS = st.characters(codec="utf-8", exclude_characters="|") | st.sampled_from('\t\r\n "é\u0301\u00a0\u200b€œ=')
TEXTS = st.text(LETTERS, max_size=6).map(lambda text: clean_text(text).strip())
AMOUNTS = st.integers(-MAX_CENTS, MAX_CENTS)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
LINES = st.builds(
    CLIENT._replace,
    label=TEXTS,
    account=TEXTS.filter(bool),
    auxiliary_label=TEXTS,
    currency=TEXTS,
    piece_date=st.none() | DAYS,
    lettering_date=st.none() | DAYS,
    debit=AMOUNTS,
    credit=AMOUNTS,
    client=TEXTS,
)


@pytest.mark.spec("FECX-03", "FECX-09")
@given(st.lists(LINES, max_size=5), st.sampled_from(["\t", "|"]))
def test_what_is_written_reads_back_the_same(lines: list[FecLine], separator: str) -> None:
    data, _done = written(*lines, form=FecForm(separator, regime=Regime.BNC))
    back, log = read(data)
    assert back == lines
    assert not log.counts


@given(st.lists(LINES, max_size=5), st.sampled_from(["\t", "|"]))
def test_any_text_in_iso_8859_15_reads_back_in_shape(lines: list[FecLine], separator: str) -> None:
    data, _done = written(*lines, form=FecForm(separator, Charset.ISO_8859_15))
    log = FindingLog()
    blocks = FecReader(BytesIO(data), Charset.ISO_8859_15).blocks(log, blank_account=True)
    back = [line for block in blocks for line in block.rows()]
    assert [(line.debit, line.credit) for line in back] == [(line.debit, line.credit) for line in lines]
    assert not log.counts


def test_written_file_conforms() -> None:
    data, _done = written(*entry("1"), *entry("2"))
    report = control_stream(BytesIO(data.replace(b"\tAA\t20250210\t", b"\t\t\t")), NAME)
    assert report.conforming
    assert not report.log.counts
