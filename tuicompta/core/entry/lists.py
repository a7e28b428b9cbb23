"""What the open list of the cell under the cursor offers (KM-09, KM-60 to KM-65, KM-91, SJ-19, CHQ-04)."""

from bisect import bisect_left
from collections.abc import Sequence

from tuicompta.core.accounts import DotWithoutLengthError, expand_dot
from tuicompta.core.entry.choices import Choice, LazyRows, OpenList, by_code_then_label, of_codes, of_models
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import Column

LINKED = (Column.JOURNAL, Column.ACCOUNT, Column.PAYMENT_METHOD, Column.CHEQUE)
_TEMPLATED = (Column.DATE, Column.ACCOUNT)


def refresh(desk: Desk, *, whole: bool = False) -> None:
    """Open, narrow or close the list for the text being typed; `whole` when F4 or Space opens it."""
    text = desk.editor.text if desk.editor else ""
    kept = whole or (desk.choices is not None and desk.choices.whole)
    if text.startswith("/") and desk.column in _TEMPLATED:
        rows: Sequence[Choice] = of_models(text[1:].strip(), desk.facts.guide_models())
        desk.choices = OpenList(desk.column, rows, models=True)
        return
    rows = _whole(desk, text) if kept else _typed(desk, text)
    shown = kept or (bool(rows) and bool(text.strip()))
    desk.choices = OpenList(desk.column, rows, whole=kept) if shown else None
    if desk.choices and kept and not text.strip():
        desk.choices.highlighted = _rank_of_present(desk, rows)


def _typed(desk: Desk, text: str) -> Sequence[Choice]:
    """Return the best matches of what is typed."""
    if desk.column is Column.ACCOUNT:
        return _best_accounts(desk, text)
    return by_code_then_label(text, _all(desk)) if desk.column in LINKED else ()


def _whole(desk: Desk, text: str) -> Sequence[Choice]:
    """Return all that the text leaves."""
    if desk.column is Column.ACCOUNT:
        return LazyRows(desk.facts.accounts.matching(text), lambda number: _account(desk, number))
    if desk.column is Column.LABEL:
        models = desk.proposals.labels.models(text, desk.journal) if desk.journal else []
        return [Choice(model.text, model.code, model.text) for model in models]
    return by_code_then_label(text, _all(desk))


def _all(desk: Desk) -> list[Choice]:
    if desk.column is Column.JOURNAL:
        offered = desk.proposals.headers.offered()
        return [Choice(journal.code, journal.code, journal.description) for journal in offered]
    if desk.column is Column.PAYMENT_METHOD:
        return of_codes(desk.facts.payment_methods())
    return of_codes(desk.facts.available_cheques(desk.journal.code)) if desk.journal else []


def _best_accounts(desk: Desk, text: str) -> list[Choice]:
    journal = desk.journal
    if journal is None:
        return []
    length = desk.options.account_length
    try:
        typed = expand_dot(text.strip(), length)
    except DotWithoutLengthError:
        return []
    usage = desk.facts.usage(journal.code)
    found = desk.facts.accounts.complete(typed, journal.type, usage, first_line=desk.index == 0, length=length)
    return [Choice(account.number, account.number, account.title) for account in found]


def _account(desk: Desk, number: str) -> Choice:
    account = desk.facts.account(number)
    return Choice(number, number, account.title if account else "")


def _rank_of_present(desk: Desk, rows: Sequence[Choice]) -> int:
    """Return the row of the value that the cell holds or is proposed (KM-65)."""
    value = desk.line.value(desk.column) if desk.column is not Column.JOURNAL else desk.entry.journal
    present = str(value or desk.proposals.value(desk.position, desk.index, desk.column) or "")
    if desk.column is Column.ACCOUNT:
        return min(bisect_left(desk.facts.accounts.matching(""), present), max(len(rows) - 1, 0))
    return next((rank for rank, row in enumerate(rows) if row.value == present), 0)
