"""Readable accounting files for the tests: columns parted by `|` in the test, by anything in the file."""

from __future__ import annotations

from io import BytesIO
from textwrap import dedent
from typing import TYPE_CHECKING

from tuicompta.exchange.fec.control import FecReport, control_stream
from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.reader import FecReader

if TYPE_CHECKING:
    from tuicompta.exchange.fec.layout import Regime
    from tuicompta.exchange.fec.lines import FecLine

NAME = "732829320FEC20251231.txt"
CHART = {"1", "12", "120", "411", "445", "4457", "512", "53", "607", "707"}
HEADER = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|"
    "EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise"
)
SALE = dedent(
    """\
    VE|Ventes|1|20250115|411000|Clients|411DUPONT|Dupont SA|F-1|20250114|Facture 1|120,00|0,00|AA|20250210|20250131||
    VE|Ventes|1|20250115|707000|Ventes de marchandises|||F-1|20250114|Facture 1|0,00|100,00|||20250131||
    VE|Ventes|1|20250115|445710|TVA collectée|||F-1|20250114|Facture 1|0,00|20,00|||20250131||
    """
)
RECEIPT = dedent(
    """\
    BP|Banque|1|20250210|512000|Banque|||R-1|20250210|Règlement|120,00|0,00|||20250228||
    BP|Banque|1|20250210|411000|Clients|411DUPONT|Dupont SA|R-1|20250210|Règlement|0,00|120,00|AA|20250210|20250228||
    """
)

PLAIN = SALE.replace("|AA|20250210|", "|||")


def fec(*bodies: str, header: str = HEADER, separator: str = "\t", end: str = "\r\n", encoding: str = "utf-8") -> bytes:
    """Return the bytes of a file written with `|` and line feeds."""
    text = header + "\n" + "".join(bodies)
    return text.replace("|", separator).replace("\n", end).encode(encoding)


def read(data: bytes) -> tuple[list[FecLine], FindingLog]:
    """Return the lines of a file and what was found."""
    log = FindingLog()
    lines = [line for block in FecReader(BytesIO(data)).blocks(log) for line in block.rows()]
    return lines, log


def found(log: FindingLog, rule: Rule) -> list[tuple[int, str, str]]:
    """Return line, column and value of the findings of a rule."""
    return [(finding.line, finding.column, finding.value) for finding in log.kept(rule)]


CASH_HEADER = HEADER + "|DateRglt|ModeRglt|NatOp"


def control(*bodies: str, name: str = NAME, regime: Regime | None = None, header: str = HEADER) -> FecReport:
    """Return the report of a file written with `|` and line feeds."""
    return control_stream(BytesIO(fec(*bodies, header=header)), name, regime, chart=lambda _start: CHART)


def entry(
    number: str, day: str = "20250115", amount: str = "10,00", journal: str = "OD", validation: str = "20250131"
) -> str:
    """Return a balanced entry of two lines."""
    head = f"{journal}|Divers|{number}|{day}"
    tail = f"|||P-1|{day}|Essai"
    return (
        f"{head}|512000|Banque{tail}|{amount}|0,00|||{validation}||\n"
        f"{head}|120000|Résultat{tail}|0,00|{amount}|||{validation}||\n"
    )


def rules(report: FecReport) -> dict[Rule, int]:
    """Return how often each rule was met."""
    return dict(report.log.counts)
