"""Consistency check of a dossier: read-only, lists each fault with its object (MT-14, MT-15)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tuicompta.core.amounts import format_amount
from tuicompta.models.database import Database
from tuicompta.models.schema import create_schema, fingerprint
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.entries.seals import broken_seals
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
    SELECT account.number, code, sum(debit) - sum(credit) FROM lettering
      JOIN entry_line ON lettering_id = lettering.id JOIN account ON account.id = lettering.account_id
     WHERE partial = 0 GROUP BY lettering.id
    HAVING sum(debit) <> sum(credit) OR count(*) < 2 OR count(DISTINCT entry_line.account_id) > 1
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


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what was checked, the object concerned, what is wrong with it."""

    check: str
    subject: str
    reason: str

    def __str__(self) -> str:
        return f"{self.check} – {self.subject} : {self.reason}"


def check_dossier(database: Database) -> list[Fault]:
    """Return every fault of a dossier, an empty list when it is sound. Reads only (AINV-10)."""
    return [fault for check in _CHECKS for fault in check(database)]


def _file(database: Database) -> Iterator[Fault]:
    for (answer,) in database.rows("PRAGMA integrity_check(20)"):
        if answer != "ok":
            yield Fault("Fichier", "base de données", str(answer))
    for table, *_ in database.rows("PRAGMA foreign_key_check"):
        yield Fault("Fichier", str(table), "référence à un enregistrement disparu")


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


def _entries(database: Database) -> Iterator[Fault]:
    for entry_id, gap, lines in database.rows(_UNBALANCED):
        reason = "une seule ligne" if lines == 1 else f"non équilibrée, écart {format_amount(gap)}"
        yield Fault("Écriture", entry_name(database, entry_id), reason)
    faults = {
        _WITHOUT_LINES: "sans ligne",
        _OPEN: "restée ouverte",
        _OUTSIDE: "date hors de sa période",
        _LINE_DATES: "une ligne porte une autre date",
    }
    for query, reason in faults.items():
        for (entry_id,) in database.rows(query):
            yield Fault("Écriture", entry_name(database, entry_id), reason)


def _accounts(database: Database) -> Iterator[Fault]:
    for (number,) in database.rows(_ON_ROOTS):
        yield Fault("Compte", number, "compte Racine portant des lignes")


def _validation(database: Database) -> Iterator[Fault]:
    for journal, year, count, last, different in database.rows(_NUMBERS):
        reason = f"{count} écritures validées, dernier n° {last}, {different} n° différents"
        yield Fault("N° définitifs", f"{journal}, exercice du {year}", reason)
    for entry_id in broken_seals(database):
        yield Fault("Sceau", entry_name(database, entry_id), "modifiée après sa validation, hors du programme")
    for journal, month in database.rows(_CLOSED_MONTHS):
        yield Fault("Mois clôturé", f"{journal}, {month[:7]}", "contient une écriture non validée")


def _marks(database: Database) -> Iterator[Fault]:
    for number, code, gap in database.rows(_LETTERING):
        yield Fault("Lettrage", f"{number} {code}", f"groupe faux, écart {format_amount(gap)}")
    for (due_date,) in database.rows(_MATCHINGS):
        yield Fault("Pointage", f"échéance {due_date}", "le montant pointé diffère de ses pointages")
    for entry_id, position in database.rows(_DUE_DATES):
        name = entry_name(database, entry_id)
        yield Fault("Échéances", f"{name}, ligne {position}", "le total des échéances diffère du montant")


def _totals(database: Database) -> Iterator[Fault]:
    for number, journal, month in database.rows(_TOTALS):
        yield Fault("Cumuls", f"{number}, {journal}, {month[:7]}", "le cumul diffère de la somme des lignes")


def _events(database: Database) -> Iterator[Fault]:
    if (number := broken_event(database)) is not None:
        yield Fault("Journal des événements", f"événement n° {number}", "chaîne rompue")


_CHECKS: tuple[Callable[[Database], Iterator[Fault]], ...] = (
    _file,
    _structure,
    _entries,
    _accounts,
    _validation,
    _marks,
    _totals,
    _events,
)
