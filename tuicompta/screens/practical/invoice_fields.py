"""The fields of an invoice form, and what they hold as the rules see it (SP-03, SP-20)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from tuicompta.core.practical.form import BlockCells, NetCell
from tuicompta.core.practical.invoice import Invoice, NetLine, VatBlock, rate_label
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.practical.choices import PartyChoices, nature_accounts
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import FieldSpec, Values
    from tuicompta.widgets.fields.date import DateScope

BLOCKS = 5
LINES = 8
_PLACE = re.compile(r"(?:part|rate|vat|nature|net)(\d+)(?:_(\d+))?")
NO_VAT = 0
"""The value of «Sans TVA» in a choice of rates; nothing is chosen in an empty one."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind of invoice is called on screen."""

    record: str
    list_title: str
    party: str
    new_party: str
    nature: str


WORDS = {
    PracticalKind.PURCHASE: Words("Achat", "Mes achats", "Fournisseur", "Nouveau fournisseur", "Nature d'achat"),
    PracticalKind.SALE: Words("Vente", "Mes ventes", "Client", "Nouveau client", "Nature de vente"),
}


def invoice_fields(dossier: Dossier, kind: PracticalKind, scope: Callable[[], DateScope]) -> tuple[FieldSpec, ...]:
    """Return the fields in the order they are filled (SP-03)."""
    words = WORDS[kind]
    third_parties = PartyChoices(dossier, suppliers=kind is PracticalKind.PURCHASE)
    head = (
        card.day("day", "Date", scope, mandatory=True),
        card.text("piece", "N° de pièce", width=32, max_length=30),
        card.linked("party", words.party, third_parties, mandatory=True, width=50, creatable=True),
        card.text("description", "Description", width=50, max_length=100),
        card.amount("total", "Total TTC", mandatory=True),
    )
    natures = nature_accounts(dossier, kind)
    blocks = [spec for rank in range(1, BLOCKS + 1) for spec in _block(words, natures, rank)]
    return (*head, *blocks, card.day("due", "Date d'échéance", scope))


def _block(words: Words, natures: object, rank: int) -> Iterable[FieldSpec]:
    mark = "" if rank == 1 else f" ({rank})"
    yield card.enabled_if(card.amount(f"part{rank}", f"TTC à ce taux{mark or ' (1)'}"), lambda _: rank > 1)
    yield card.choice(f"rate{rank}", f"Type de TVA{mark}", (), mandatory=True)
    yield card.enabled_if(
        card.amount(f"vat{rank}", f"Montant TVA{mark}"), lambda values: values[f"rate{rank}"] not in {None, NO_VAT}
    )
    for line in range(1, LINES + 1):
        first = line == 1
        yield card.linked(
            nature_name(rank, line),
            f"{words.nature}{mark}",
            natures,  # type: ignore[arg-type]
            mandatory=first,
            width=50,
            creatable=True,
        )
        yield card.amount(net_name(rank, line), f"Montant HT{mark}", mandatory=first)


def nature_name(block: int, line: int) -> str:
    """Return the name of the field of a nature."""
    return f"nature{block}_{line}"


def net_name(block: int, line: int) -> str:
    """Return the name of the field of a net amount."""
    return f"net{block}_{line}"


class Place(NamedTuple):
    """Where a field of a rate stands; `line` is nothing for what the rate has once."""

    rate: int
    line: int | None


def place_of(name: str) -> Place | None:
    """Return the rate and the line that a field belongs to, None for the fields of the whole invoice."""
    found = _PLACE.fullmatch(name)
    return None if found is None else Place(int(found[1]), int(found[2]) if found[2] else None)


def rate_options(rates: Sequence[int]) -> list[Option]:
    """Return the types of VAT to choose from (SP-03)."""
    return [*(Option(rate, rate_label(rate)) for rate in rates), Option(NO_VAT, rate_label(None))]


def cells_of(values: Values, typed: Collection[str], blocks: int) -> list[BlockCells]:
    """Return what the fields of the rates hold; `typed` names the amounts that are the user's."""
    return [_cells(values, typed, rank) for rank in range(1, blocks + 1)]


def _cells(values: Values, typed: Collection[str], rank: int) -> BlockCells:
    rate = cast("int | None", values[f"rate{rank}"])
    lines = tuple(
        NetCell(
            str(values[nature_name(rank, line)] or ""),
            cast("int | None", values[net_name(rank, line)]),
            typed=net_name(rank, line) in typed,
        )
        for line in range(1, LINES + 1)
    )
    return BlockCells(
        rate=rate or None,
        chosen=rate is not None,
        part=cast("int | None", values[f"part{rank}"]),
        vat=cast("int | None", values[f"vat{rank}"]),
        vat_typed=f"vat{rank}" in typed,
        lines=lines,
    )


def values_of_cells(blocks: Sequence[BlockCells]) -> dict[str, object]:
    """Return the amounts of the rates as the fields hold them."""
    values: dict[str, object] = {}
    for rank, block in enumerate(blocks, start=1):
        values |= {f"part{rank}": block.part, f"vat{rank}": block.vat}
        values |= {net_name(rank, place): line.amount for place, line in enumerate(block.lines, start=1)}
    return values


def values_of(invoice: Invoice) -> dict[str, object]:
    """Return an invoice as the fields hold it."""
    values: dict[str, object] = {
        "day": invoice.day,
        "piece": invoice.piece,
        "party": invoice.third_party,
        "description": invoice.description,
        "total": invoice.total,
        "due": invoice.due_on,
    }
    for rank, block in enumerate(invoice.blocks, start=1):
        values |= {f"rate{rank}": block.rate or NO_VAT, f"vat{rank}": block.vat or None, f"part{rank}": block.total}
        for place, line in enumerate(block.lines, start=1):
            values |= {nature_name(rank, place): line.account, net_name(rank, place): line.amount}
    return values


def invoice_of(
    kind: PracticalKind, values: Values, blocks: int, *, due_on: date | None, proposed_piece: bool
) -> Invoice:
    """Return what is typed as an invoice; a line without nature is none."""
    return Invoice(
        kind=kind,
        day=cast("date", values["day"]),
        piece=str(values["piece"] or ""),
        third_party=str(values["party"] or ""),
        description=str(values["description"] or ""),
        total=cast("int | None", values["total"]) or 0,
        blocks=tuple(_vat_block(cells) for cells in cells_of(values, (), blocks)),
        due_on=due_on,
        proposed_piece=proposed_piece,
    )


def _vat_block(cells: BlockCells) -> VatBlock:
    lines = tuple(NetLine(line.account, line.amount or 0) for line in cells.lines if line.account)
    return VatBlock(cells.rate, cells.vat or 0, lines)
