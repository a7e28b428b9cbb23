"""«Équilibrer»: the amount and side that balance the entry, in the line under the cursor (KM-17, SW-30)."""

from tuicompta.core.entry import writing
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.enterable import check_enterable
from tuicompta.core.entry.model import AMOUNT_OF, Provenance
from tuicompta.core.entry.refusals import LockedCellError
from tuicompta.core.sides import balancing_side


def balance(desk: Desk) -> None:
    """Put in the line what balances the entry, replacing what it held; nothing when the entry balances already."""
    if desk.entry.read_only:
        raise LockedCellError(reason=desk.entry.read_only)
    held = desk.line.balance if desk.is_real else 0
    left = held - desk.entry.difference
    side = balancing_side(-left)
    if desk.entry.difference == 0 or side is None:
        return
    column = AMOUNT_OF[side]
    check_enterable(desk, column)
    desk.stop_editing()
    writing.put_value(desk, column, abs(left), Provenance.TYPED)
    desk.point(desk.position, desk.index, column)
