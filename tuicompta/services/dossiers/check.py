"""Consistency check of a dossier: read-only, lists each fault with its object (MT-14, MT-15)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tuicompta.core.amounts import format_amount
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.failures import DossierUnreadableError
from tuicompta.models.schema import create_schema, fingerprint
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.entries.seals import broken_seals, lost_seals
from tuicompta.services.events import broken_event

_UNBALANCED = """
    SELECT entry_id, sum(debit) - sum(credit), count(*) FROM entry_line GROUP BY entry_id
    HAVING sum(debit) <> sum(credit) OR count(*) < 2
"""
_WITHOUT_LINES = "SELECT id FROM entry WHERE NOT EXISTS (SELECT 1 FROM entry_line WHERE entry_id = entry.id)"
_OPEN = "SELECT id FROM entry WHERE posted = 0"
_OUTSIDE = """
    SELECT entry.id FROM entry
      LEFT JOIN period ON period.id = period_id AND period.fiscal_year_id = entry.fiscal_year_id
                      AND entry_date BETWEEN start_date AND end_date
     WHERE period.id IS NULL
"""
_LINE_DATES = """
    SELECT DISTINCT entry_id FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE entry_line.entry_date <> entry.entry_date
"""
_ON_ROOTS = """
    SELECT DISTINCT account.number FROM account
     WHERE type = 'R' AND EXISTS (SELECT 1 FROM entry_line WHERE account_id = account.id)
"""
_LETTERING = """
    SELECT account.number, code, coalesce(sum(debit) - sum(credit), 0) FROM lettering
      LEFT JOIN entry_line ON lettering_id = lettering.id LEFT JOIN entry ON entry.id = entry_id
      LEFT JOIN account ON account.id = lettering.account_id
     GROUP BY lettering.id
    HAVING (partial = 0 AND sum(debit) <> sum(credit)) OR count(entry_line.id) < 2 OR max(status = 'S')
        OR max(entry_line.account_id <> lettering.account_id OR entry.fiscal_year_id <> lettering.fiscal_year_id)
"""
_NUMBERS = """
    SELECT journal.code, fiscal_year.start_date, count(*), max(definitive_number), count(DISTINCT definitive_number)
      FROM entry JOIN journal ON journal.id = journal_id JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
     WHERE definitive_number IS NOT NULL GROUP BY journal_id, fiscal_year_id
    HAVING max(definitive_number) <> count(*) OR count(DISTINCT definitive_number) <> count(*)
"""
_CLOSED_MONTHS = """
    SELECT DISTINCT journal.code, period.start_date FROM entry
      JOIN journal_period ON journal_period.journal_id = entry.journal_id AND journal_period.period_id = entry.period_id
      JOIN journal ON journal.id = entry.journal_id JOIN period ON period.id = entry.period_id
     WHERE journal_period.closed_at IS NOT NULL AND status <> 'V'
"""
_CLOSED_YEARS = """
    SELECT DISTINCT fiscal_year.start_date FROM entry JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
     WHERE fiscal_year.closed_at IS NOT NULL AND status <> 'V'
"""
_PERIODS_OUTSIDE = """
    SELECT period.start_date FROM period LEFT JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
        AND period.start_date >= fiscal_year.start_date AND period.end_date <= fiscal_year.end_date
     WHERE fiscal_year.id IS NULL
"""
_YEARS_APART = """
    SELECT start_date FROM (SELECT start_date, lag(end_date) OVER (ORDER BY start_date) AS before FROM fiscal_year)
     WHERE date(before, '+1 day') <> start_date
"""
_MATCHINGS = """
    SELECT due_date.id FROM due_date LEFT JOIN matching ON due_date_id = due_date.id
     GROUP BY due_date.id HAVING coalesce(sum(matching.amount), 0) <> matched OR matched > due_date.amount
"""
_DUE_DATES = """
    SELECT entry_id, position FROM entry_line
     WHERE id IN (SELECT entry_line_id FROM due_date)
       AND (SELECT sum(amount) FROM due_date WHERE entry_line_id = entry_line.id) <> abs(debit - credit)
"""
# Everything that the totals say and the lines do not, and the reverse.
_TOTALS = """
    WITH counted AS (
        SELECT account_id, period_id, journal_id, status, sum(debit) AS debit, sum(credit) AS credit,
               sum(debit <> 0) AS debit_lines, sum(credit <> 0) AS credit_lines
          FROM entry_line JOIN entry ON entry.id = entry_id GROUP BY account_id, period_id, journal_id, status)
    SELECT account.number, journal.code, period.start_date FROM (
        SELECT * FROM (SELECT account_id, period_id, journal_id, status, debit, credit, debit_lines, credit_lines
                         FROM balance_total EXCEPT SELECT * FROM counted)
        UNION SELECT * FROM (SELECT * FROM counted EXCEPT
                             SELECT account_id, period_id, journal_id, status, debit, credit, debit_lines, credit_lines
                               FROM balance_total)) AS fault
      JOIN account ON account.id = fault.account_id JOIN journal ON journal.id = fault.journal_id
      JOIN period ON period.id = fault.period_id GROUP BY account.number, journal.code, period.start_date
"""


# What the check of SQLite answers for a value that should not be there, in pages that are sound.
_WRONG_VALUE = "CHECK constraint failed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what was checked, the object concerned, what is wrong with it."""

    check: str
    subject: str
    reason: str

    def __str__(self) -> str:
        return f"{self.check} – {self.subject} : {self.reason}"


def check_dossier(database: Database) -> list[Fault]:
    """Return every fault of a dossier, an empty list when it is sound. Reads only (AINV-10).

    When the pages of the file are damaged nothing read from them means anything: only that is told.
    """
    pages = list(_guarded(_pages, database))
    if any(not fault.reason.startswith(_WRONG_VALUE) for fault in pages):
        return pages
    faults = [fault for check in _CHECKS for fault in _guarded(check, database)]
    return list(dict.fromkeys(pages + faults))


def _guarded(check: Callable[[Database], Iterator[Fault]], database: Database) -> Iterator[Fault]:
    """Go on with the other checks when a damaged page stops one of them."""
    try:
        yield from check(database)
    except DossierUnreadableError as error:
        yield Fault("Fichier", "base de données", str(error.fields["reason"]))


def _pages(database: Database) -> Iterator[Fault]:
    for (answer,) in database.rows("PRAGMA integrity_check(20)"):
        if answer != "ok":
            yield Fault("Fichier", "base de données", str(answer))


def _references(database: Database) -> Iterator[Fault]:
    for table, row, parent, _ in database.rows("PRAGMA foreign_key_check"):
        yield Fault("Fichier", f"{table} n° {row}", f"référence à un enregistrement disparu ({parent})")


def _years(database: Database) -> Iterator[Fault]:
    for (start,) in database.rows(_PERIODS_OUTSIDE):
        yield Fault("Période", start[:7], "hors de son exercice")
    for (start,) in database.rows(_YEARS_APART):
        yield Fault("Exercice", f"du {start}", "ne suit pas le précédent")


def _structure(database: Database) -> Iterator[Fault]:
    if fingerprint(database) != expected_fingerprint():
        yield Fault("Structure", "tables et contrôles", "la structure a été modifiée hors du programme")


def expected_fingerprint() -> str:
    """Return the fingerprint of a new dossier of this version."""
    memory = Database(":memory:")
    memory.connect()
    create_schema(memory)
    found = fingerprint(memory)
    memory.close()
    return found


def _name(database: Database, entry_id: int) -> str:
    """Return how to name an entry, even one that lost its header, its journal or its date."""
    try:
        return entry_name(database, entry_id)
    except TuicomptaError:
        return f"n° {entry_id}"


def _entries(database: Database) -> Iterator[Fault]:
    for entry_id, gap, lines in database.rows(_UNBALANCED):
        reason = "une seule ligne" if lines == 1 else f"non équilibrée, écart {format_amount(gap)}"
        yield Fault("Écriture", _name(database, entry_id), reason)
    faults = {
        _WITHOUT_LINES: "sans ligne",
        _OPEN: "restée ouverte",
        _OUTSIDE: "date hors de sa période",
        _LINE_DATES: "une ligne porte une autre date",
    }
    for query, reason in faults.items():
        for (entry_id,) in database.rows(query):
            yield Fault("Écriture", _name(database, entry_id), reason)


def _accounts(database: Database) -> Iterator[Fault]:
    for (number,) in database.rows(_ON_ROOTS):
        yield Fault("Compte", number, "compte Racine portant des lignes")


def _validation(database: Database) -> Iterator[Fault]:
    for journal, year, count, last, different in database.rows(_NUMBERS):
        reason = f"{count} écritures validées, dernier n° {last}, {different} n° différents"
        yield Fault("N° définitifs", f"{journal}, exercice du {year}", reason)
    for entry_id in broken_seals(database):
        yield Fault("Sceau", _name(database, entry_id), "modifiée après sa validation, hors du programme")
    for event, number in lost_seals(database):
        yield Fault("Sceau", f"n° {number}, événement n° {event}", "l'écriture scellée a disparu ou a changé")
    for journal, month in database.rows(_CLOSED_MONTHS):
        yield Fault("Mois clôturé", f"{journal}, {month[:7]}", "contient une écriture non validée")
    for (start,) in database.rows(_CLOSED_YEARS):
        yield Fault("Exercice clôturé", f"du {start}", "contient une écriture non validée")


def _marks(database: Database) -> Iterator[Fault]:
    for number, code, gap in database.rows(_LETTERING):
        yield Fault("Lettrage", f"{number} {code}", f"groupe faux, écart {format_amount(gap)}")
    for (due_date,) in database.rows(_MATCHINGS):
        yield Fault("Pointage", f"échéance {due_date}", "le montant pointé diffère de ses pointages")
    for entry_id, position in database.rows(_DUE_DATES):
        name = _name(database, entry_id)
        yield Fault("Échéances", f"{name}, ligne {position}", "le total des échéances diffère du montant")


def _totals(database: Database) -> Iterator[Fault]:
    for number, journal, month in database.rows(_TOTALS):
        yield Fault("Cumuls", f"{number}, {journal}, {month[:7]}", "le cumul diffère de la somme des lignes")


def _events(database: Database) -> Iterator[Fault]:
    if (number := broken_event(database)) is not None:
        yield Fault("Journal des événements", f"événement n° {number}", "chaîne rompue")


_CHECKS: tuple[Callable[[Database], Iterator[Fault]], ...] = (
    _references,
    _structure,
    _years,
    _entries,
    _accounts,
    _validation,
    _marks,
    _totals,
    _events,
)
