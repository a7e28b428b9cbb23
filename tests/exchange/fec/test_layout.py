from __future__ import annotations

import pytest

from tests.exchange.fec.samples import HEADER
from tuicompta.exchange.fec.errors import MissingColumnsError, NoSeparatorError, XmlFecError
from tuicompta.exchange.fec.layout import ACCRUAL_COLUMNS, Regime, read_layout, split_quoted
from tuicompta.exchange.fec.lines import FecLine

CASH = "|DateRglt|ModeRglt|NatOp"


def test_legal_columns_are_those_of_the_text() -> None:
    assert "|".join(ACCRUAL_COLUMNS) == HEADER
    assert [len(regime.columns) for regime in Regime] == [18, 18, 21, 22]
    assert Regime.BNC.columns[-4:] == ("DateRglt", "ModeRglt", "NatOp", "IdClient")


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize("separator", ["\t", "|", ";", ","])
def test_separator_is_detected(separator: str) -> None:
    layout = read_layout(HEADER.replace("|", separator))
    assert (layout.separator, layout.width, layout.extras) == (separator, 18, ())


@pytest.mark.spec("FECI-03")
def test_case_accents_spaces_and_no_break_spaces_of_the_names_are_ignored() -> None:
    names = "JOURNALCODE|journallib|ÉcritureNum|écrituredate|Compte\u00a0Num| CompteLib |Debit|Crédit"
    layout = read_layout(names)
    assert list(layout.places) == [
        *("journal_code", "journal_label", "number", "entry_date", "account", "account_label", "debit", "credit")
    ]


def test_every_column_of_the_law_has_its_field() -> None:
    layout = read_layout(HEADER + CASH + "|IdClient")
    assert set(layout.places) == set(FecLine._fields) - {"due_date", "document", "file"}
    assert layout.missing(Regime.BNC.columns) == []


@pytest.mark.spec("FECI-03")
def test_due_date_piece_and_file_columns_are_recognised_and_the_others_are_extras() -> None:
    layout = read_layout(HEADER + "|DateLimitReglmt|NumFacture|FichierFacture|Quantité|")
    assert [layout.places[field] for field in ("due_date", "document", "file")] == [18, 19, 20]
    assert layout.extras == ("Quantité", "")


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize(
    ("header", "regime"), [(HEADER, Regime.BIC), (HEADER + CASH, Regime.BA), (HEADER + CASH + "|IdClient", Regime.BNC)]
)
def test_regime_is_told_by_the_columns(header: str, regime: Regime) -> None:
    assert read_layout(header).regime() is regime


@pytest.mark.spec("FECI-03")
def test_amount_and_side_replace_debit_and_credit() -> None:
    layout = read_layout(HEADER.replace("Debit|Credit", "Montant|Sens"))
    assert layout.sided
    assert layout.missing(Regime.BIC.columns) == []
    layout.check_essential()


@pytest.mark.spec("FECV-03")
def test_missing_columns_are_named() -> None:
    layout = read_layout(HEADER.replace("|PieceRef", "").replace("|ValidDate", ""))
    assert layout.missing(Regime.BIC.columns) == ["PieceRef", "ValidDate"]
    layout.check_essential()


def test_file_without_amounts_nor_dates_is_refused() -> None:
    layout = read_layout("JournalCode|CompteNum|CompteLib|EcritureNum|Montant")
    with pytest.raises(MissingColumnsError, match="EcritureDate, Debit, Credit"):
        layout.check_essential()


def test_column_twice() -> None:
    layout = read_layout(HEADER + "|PieceRef")
    assert layout.duplicates == ("PieceRef",)
    assert layout.places["piece"] == 8


@pytest.mark.spec("FECV-03")
@pytest.mark.parametrize("line", ["", "bonjour", "Date;Compte;Montant", "VE\tVentes\t1\t20250101", "\x1b]0;titre\x07"])
def test_first_line_that_names_no_fields_is_refused(line: str) -> None:
    with pytest.raises(NoSeparatorError) as refusal:
        read_layout(line)
    assert "\x1b" not in str(refusal.value)


def test_xml_variant_is_refused_by_its_name() -> None:
    with pytest.raises(XmlFecError, match="XML"):
        read_layout('<?xml version="1.0"?>')


def test_names_in_quotes() -> None:
    layout = read_layout(";".join(f'"{name}"' for name in ACCRUAL_COLUMNS))
    assert layout.names == ACCRUAL_COLUMNS


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("a,b", ["a", "b"]),
        ('"1,50",b', ["1,50", "b"]),
        ('"dit ""le Grand""",b', ['dit "le Grand"', "b"]),
        ('"ABC" SARL,b', ['"ABC" SARL', "b"]),
        ('écran 12",b', ['écran 12"', "b"]),
        ('"sans fin,b', ['"sans fin', "b"]),
    ],
)
def test_quotes_are_taken_off_only_when_the_whole_line_is_quoted_rightly(line: str, fields: list[str]) -> None:
    assert split_quoted(line, ",") == fields
