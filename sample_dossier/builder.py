"""Building the demonstration dossier: the story of the company, month after month."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from sample_dossier.book import Book
from sample_dossier.calendar import Calendar, StoryClock
from sample_dossier.planned import plan
from sample_dossier.posting import Desk, PostedEntry
from sample_dossier.preparing import prepare
from sample_dossier.settling import Settlements, letter, match
from sample_dossier.sources import all_entries
from tuicompta.core.dates import month_end
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.validate import validate_entries

_MORNING, _AFTERNOON, _EVENING = 9, 17, 18


def build(path: Path, *, clock: Callable[[], datetime] = datetime.now) -> Path:
    """Build the demonstration dossier in a new file and return its path.

    N is the calendar year of the clock; the amounts are those of the sources whatever it is (INST-04). Raises the
    refusals of the creation of a dossier; a failure leaves no file.
    """
    story = StoryClock(clock)
    book = Book(Calendar(story.now.date()))
    year = book.calendar.year - 1
    company = book.settings["company"]
    new = NewDossier(company["name"], date(year, 1, 1), date(year, 12, 31), siren=company["siren"])
    story.move(new.start, _MORNING)
    return create_dossier(path, new, clock=story, then=lambda dossier: _fill(dossier, book, story))


def _fill(dossier: Dossier, book: Book, clock: StoryClock) -> None:
    with transaction(dossier.database):
        prepare(dossier, book)
        desk, posted = Desk(dossier, book), list[PostedEntry]()
        months: dict[date, list[PostedEntry]] = defaultdict(list)
        for source in all_entries(book):
            _close_months(dossier, book, clock, months, before=source.day)
            clock.move(source.day, _AFTERNOON)
            entry = desk.post(source)
            posted.append(entry)
            months[month_end(source.day)].append(entry)
        _close_months(dossier, book, clock, months, before=date.max)
        _settle(dossier, book.calendar, clock, posted)
        plan(dossier, book)


def _close_months(
    dossier: Dossier, book: Book, clock: StoryClock, months: dict[date, list[PostedEntry]], *, before: date
) -> None:
    """Validate the months that are over before a day, at the evening of their last day."""
    for end in [end for end in months if end < before]:
        clock.move(end, _EVENING)
        entries = months.pop(end)
        if end <= book.calendar.validated_until:
            validate_entries(dossier, [entry.id for entry in entries])


def _settle(dossier: Dossier, calendar: Calendar, clock: StoryClock, posted: Sequence[PostedEntry]) -> None:
    """Letter and match what settles each other, each group at the end of its last month; what is to come stays open."""
    for group in Settlements(posted).groups():
        if paid := group.until(calendar.lettered_until):
            clock.move(month_end(paid.last), _EVENING)
            letter(dossier, paid)
        if paid := group.until(calendar.matched_until):
            clock.move(month_end(paid.last), _EVENING)
            match(dossier, paid)
