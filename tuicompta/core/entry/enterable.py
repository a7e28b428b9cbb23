"""Refusing the cells that cannot be typed in (FLD-06, KM-05, SJ-38)."""

from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import HEADER, Column
from tuicompta.core.entry.refusals import CellNotEnterableError, LockedCellError
from tuicompta.core.entry.stops import is_enterable

_NO_DUE_DATE = "Pas d'échéance sur cette ligne : elle se saisit sur une facture d'un compte qui l'autorise."
_NO_METHOD = "Le moyen de paiement se saisit sur un compte de tiers, dans un journal de trésorerie."
_NO_CHEQUE = "Le n° de chèque se saisit sur un paiement par chèque, dans un journal dont la banque a un chéquier."
_NOT_ENTERABLE = {
    Column.DUE_DATE: _NO_DUE_DATE,
    Column.PAYMENT_METHOD: _NO_METHOD,
    Column.CHEQUE: _NO_CHEQUE,
}


def check_enterable(desk: Desk, column: Column | None = None) -> None:
    """Refuse a cell that cannot be typed in; raises LockedCellError or CellNotEnterableError.

    The journal and the date belong to the entry: one line that protects them locks them for all.
    """
    asked = column or desk.column
    line = desk.line
    if desk.entry.read_only:
        raise LockedCellError(reason=desk.entry.read_only)
    protected = desk.entry.lines if asked in HEADER else (line,)
    for other in protected:
        if asked in other.locked:
            raise LockedCellError(reason=other.lock_reason)
    if not is_enterable(desk, asked):
        raise CellNotEnterableError(reason=_NOT_ENTERABLE.get(asked, "Cette cellule se remplit dans l'en-tête."))
