"""Characters: what they type in a cell, and the commands they are when typed first (KM-46, KM-49, KM-93)."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from tuicompta.core.dates import ImpossibleDateError, add_months
from tuicompta.core.entry import accept, balancing, lists, writing
from tuicompta.core.entry.cells import day_of, show
from tuicompta.core.entry.commit import value_of_cell
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.effects import OpenDueDates
from tuicompta.core.entry.enterable import check_enterable
from tuicompta.core.entry.model import AMOUNTS, DATES, Column, Provenance
from tuicompta.core.entry.reading import outside_year
from tuicompta.core.entry.refusals import NoDateError, NotDueError, OperatorRefusedError
from tuicompta.core.entry.repeating import repeat_above
from tuicompta.core.entry.roles import type_of_line
from tuicompta.core.entry.settling import settle
from tuicompta.core.entry.stops import is_enterable
from tuicompta.core.enums import LineType
from tuicompta.core.text import clean_text

_OPERATORS = "+-*/"
_OTHER_SIDE = {Column.DEBIT: Column.CREDIT, Column.CREDIT: Column.DEBIT}


def type_character(desk: Desk, character: str) -> None:
    """Type a character: text in a cell being edited, else a first-character command or a new text."""
    if desk.editor is None and character == " " and desk.column in lists.LINKED:
        open_list(desk)
    elif desk.editor is None and character in _OPERATORS and _FIRST.get((character, desk.column)):
        _FIRST[character, desk.column](desk)
    elif desk.editor is None and desk.column is Column.DATE and character.isalpha() and _takes_journal(desk):
        desk.point(desk.position, desk.index, Column.JOURNAL)
        insert(desk, character)
    elif not (desk.editor is None and character == " " and desk.column in DATES):
        insert(desk, character)


def _takes_journal(desk: Desk) -> bool:
    """Tell whether a letter typed in Date goes to Journal (KM-46)."""
    return is_enterable(desk, Column.JOURNAL)


def insert(desk: Desk, text: str) -> None:
    """Insert text in the cell; the first one typed replaces what it holds (KM-49)."""
    if desk.editor is None:
        check_enterable(desk)
    editor = desk.editor or desk.edit("")
    if not editor.insert(clean_text(text)):
        desk.say("Texte coupé : la longueur de la cellule est atteinte.")
    desk.error = ""
    lists.refresh(desk)


def edit_present(desk: Desk) -> None:
    """Edit the text that the cell holds, caret at its end (KM-49)."""
    check_enterable(desk)
    held = value_of_cell(desk)
    by_day = desk.profile.day_only and desk.column is Column.DATE
    editor = desk.edit(day_of(held) if by_day else show(held))
    editor.original = editor.text


def open_list(desk: Desk) -> None:
    """Open the list of values of the cell under what is typed (KM-50, KM-65)."""
    check_enterable(desk)
    if desk.editor is None:
        desk.edit("")
    lists.refresh(desk, whole=True)


def move_date(desk: Desk, step: Callable[[date], date]) -> None:
    """Move the date that the cell holds or is proposed (FLD-08, KM-93)."""
    check_enterable(desk)
    held = value_of_cell(desk) or desk.proposals.value(desk.position, desk.index, desk.column)
    if not isinstance(held, date):
        raise NoDateError
    try:
        moved = step(held)
    except OverflowError:
        raise ImpossibleDateError from None
    put_date(desk, moved)


def put_date(desk: Desk, day: date) -> None:
    """Put a date in the cell; raises DateOutsideFiscalYearError when it must lie in the fiscal year."""
    check_enterable(desk)
    grid = desk.book.grid
    if desk.column is Column.DATE and not grid.start <= day <= grid.end:
        raise outside_year(desk, day)
    desk.stop_editing()
    writing.put_value(desk, desk.column, day, Provenance.TYPED)


def move_month(desk: Desk, months: int) -> None:
    """Move the date of the cell by months, to the last day of a shorter one (FLD-08)."""
    move_date(desk, lambda day: add_months(day, months))


def _by_days(days: int) -> Callable[[Desk], None]:
    return lambda desk: move_date(desk, lambda day: day + timedelta(days=days))


def _today(desk: Desk) -> None:
    put_date(desk, desk.facts.today())


def _template(desk: Desk) -> None:
    """Start the call of a guide model (KM-91)."""
    check_enterable(desk)
    desk.edit("/")
    lists.refresh(desk)


def _refused(character: str) -> Callable[[Desk], None]:
    def refuse(_: Desk) -> None:
        raise OperatorRefusedError(key=character)

    return refuse


def _other_side(desk: Desk) -> None:
    """Go to the amount cell of the other side (SJ-21)."""
    check_enterable(desk, _OTHER_SIDE[desk.column])
    desk.point(desk.position, desk.index, _OTHER_SIDE[desk.column])


def open_due_dates(desk: Desk) -> None:
    """Open the simplified schedule of the invoice line (KM-20, ECH-05)."""
    line, journal = desk.line, desk.journal
    if not desk.is_real or journal is None or type_of_line(desk.facts, journal, line) is not LineType.INVOICE:
        raise NotDueError
    check_enterable(desk, Column.DUE_DATE)
    settle(desk, desk.position, desk.index)
    desk.effects.append(OpenDueDates(desk.entry.key, desk.index))


_FIRST: Mapping[tuple[str, Column], Callable[[Desk], None]] = {
    ("+", Column.DATE): _by_days(1),
    ("-", Column.DATE): _by_days(-1),
    ("*", Column.DATE): _today,
    ("/", Column.DATE): _template,
    ("+", Column.PIECE_DATE): _by_days(1),
    ("-", Column.PIECE_DATE): _by_days(-1),
    ("+", Column.ACCOUNT): accept.accept_all,
    ("-", Column.ACCOUNT): _refused("-"),
    ("/", Column.ACCOUNT): _template,
    ("+", Column.DUE_DATE): open_due_dates,
    ("-", Column.DUE_DATE): _by_days(-1),
    ("/", Column.DUE_DATE): _refused("/"),
    **{("+", column): accept.accept_all for column in AMOUNTS},
    **{("*", column): balancing.balance for column in AMOUNTS},
    **{("/", column): _other_side for column in AMOUNTS},
    **{("*", column): repeat_above for column in Column if column not in {*AMOUNTS, Column.DATE}},
}
