"""What follows, in an invoice form, from each field that was just typed (SP-03, SP-05, SP-06, SP-21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.form import settled
from tuicompta.screens.practical import invoice_fields as fields
from tuicompta.services.practical.journals import destination_journal
from tuicompta.services.practical.proposals import proposed_due_date, proposed_piece, usual_of
from tuicompta.services.practical.vat_accounts import proposed_rate, vat_rates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from tuicompta.core.practical.kinds import PracticalKind
    from tuicompta.services.dossiers.dossier import Dossier

AMOUNTS = ("vat", "net")


class InvoiceFollower:
    """Keeps what was typed apart from what was proposed, and proposes again.

    `blocks` is how many rates the form shows; `negative`: a total typed above zero is one of a credit note.
    """

    def __init__(self, dossier: Dossier, kind: PracticalKind, *, negative: bool = False) -> None:
        self._dossier = dossier
        self._kind = kind
        self._negative = negative
        self.blocks = 1
        self.typed: set[str] = set()
        self._rates_proposed: set[int] = set()
        """The rates that the user has not chosen: a nature may still change them."""
        self.piece = ""
        self.due: date | None = None
        self._seen: dict[str, object] = {}

    def load(self, values: Mapping[str, object]) -> None:
        """Begin with the values of a record: an amount that the rules give is no typed one."""
        used = (rank for rank in range(1, fields.BLOCKS + 1) if values[f"rate{rank}"] is not None)
        self.blocks = blocks = max(used, default=1)
        self._rates_proposed.clear()
        self._seen = dict(values)
        self.typed = {
            name
            for rank, cells in enumerate(fields.cells_of(values, (), blocks), start=1)
            for name in self._given(cells.lines, rank)
        }
        for rank in range(1, blocks + 1):
            self._judge(values, f"vat{rank}")
            self._judge(values, fields.net_name(rank, 1))
        due = self._due_proposal(values)
        self.due = due if values.get("due") in {None, due} else None

    @staticmethod
    def _given(lines: Iterable[object], rank: int) -> Iterable[str]:
        names = [
            fields.net_name(rank, place) for place, line in enumerate(lines, start=1) if getattr(line, "account", "")
        ]
        return [f"vat{rank}", *names]

    def new_values(self, day: date) -> dict[str, object]:
        """Return what a blank form begins with (SP-03)."""
        journal = destination_journal(self._dossier.database, self._kind)
        self.piece = proposed_piece(self._dossier.database, journal, day)
        return {"day": day, "piece": self.piece}

    def follow(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return the values that follow from what changed since the last time."""
        changed = {name for name, value in values.items() if value != self._seen.get(name)}
        if not changed:
            return {}
        given = dict(values)
        if "total" in changed and self._negative and cast("int | None", given["total"]):
            given["total"] = -abs(cast("int", given["total"]))
        self._forget(changed)
        for name in changed:
            self._judge(given, name)
        self._rates_proposed -= {rank for rank in range(1, self.blocks + 1) if f"rate{rank}" in changed}
        if "party" in changed:
            self._propose_usual(given)
        self._propose_rates(given, changed)
        given |= self._amounts(given)
        self._propose_piece(given, changed)
        self._propose_due(given)
        self._seen = given
        return {name: value for name, value in given.items() if values[name] != value}

    # -- amounts -------------------------------------------------------------------------------------------------------

    def _amounts(self, values: Mapping[str, object]) -> dict[str, object]:
        total = cast("int | None", values["total"])
        return fields.values_of_cells(settled(total, fields.cells_of(values, self.typed, self.blocks)))

    def _forget(self, changed: set[str]) -> None:
        """Compute again the VAT of a rate whose total or type is another one (SP-05)."""
        for rank in range(1, self.blocks + 1):
            if {"total", f"part{rank}", f"rate{rank}"} & changed:
                self.typed.discard(f"vat{rank}")

    def _judge(self, values: Mapping[str, object], name: str) -> None:
        """Hold an amount for typed unless it is empty or the very one that the rules give."""
        if not name.startswith(AMOUNTS):
            return
        self.typed.discard(name)
        if values[name] is not None and self._amounts(values).get(name) != values[name]:
            self.typed.add(name)

    # -- proposals -----------------------------------------------------------------------------------------------------

    def _propose_usual(self, given: dict[str, object]) -> None:
        party = given["party"]
        usual = usual_of(self._dossier.database, self._kind, str(party)) if party else None
        if usual is None:
            return
        if not given["nature1_1"]:
            given["nature1_1"] = usual.nature
        if given["rate1"] is None or 1 in self._rates_proposed:
            self._propose_rate(given, 1, usual.rate)

    def _propose_rates(self, given: dict[str, object], changed: set[str]) -> None:
        """Propose the standard rate with the total, then the rate of the nature once it is known (SP-05)."""
        day = cast("date | None", given["day"])
        rates = vat_rates(self._dossier.database, day) if day else []
        if given["rate1"] is None and given["total"]:
            self._propose_rate(given, 1, rates[0] if rates else None)
        for rank in range(1, self.blocks + 1):
            nature = fields.nature_name(rank, 1)
            free = given[f"rate{rank}"] is None or rank in self._rates_proposed
            if free and nature in changed and given[nature]:
                proposed = proposed_rate(self._dossier.database, str(given[nature]))
                self._propose_rate(given, rank, proposed if proposed in rates else None)

    def _propose_rate(self, given: dict[str, object], rank: int, rate: int | None) -> None:
        given[f"rate{rank}"] = rate or fields.NO_VAT
        self._rates_proposed.add(rank)

    def _propose_piece(self, given: dict[str, object], changed: set[str]) -> None:
        day = cast("date | None", given["day"])
        if "day" not in changed or day is None or given["piece"] != self.piece or not self.piece:
            return
        try:
            journal = destination_journal(self._dossier.database, self._kind)
            self.piece = proposed_piece(self._dossier.database, journal, day)
        except TuicomptaError:  # said when the invoice is saved
            return
        given["piece"] = self.piece

    def _propose_due(self, given: dict[str, object]) -> None:
        if given["due"] not in {None, self.due}:
            return
        self.due = self._due_proposal(given)
        given["due"] = self.due

    def _due_proposal(self, values: Mapping[str, object]) -> date | None:
        day, total = cast("date | None", values["day"]), cast("int | None", values["total"])
        if not day or not total or not values["party"]:
            return None
        try:
            return proposed_due_date(self._dossier.database, str(values["party"]), day, total)
        except TuicomptaError:  # the account is gone: said when the invoice is saved
            return None
