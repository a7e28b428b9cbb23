"""List of the journals and their settings, `--report plan-journaux` (ETPC-02)."""

from collections.abc import Iterator, Sequence
from typing import Final

from tuicompta.core.enums import CounterpartMode, JournalType, LabelRule, NumberingMode
from tuicompta.models.database import Row as SqlRow
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.heading import company_of, criteria_of, edition_of, year_span
from tuicompta.reports.model import Column, Heading, Report, Row, RowKind
from tuicompta.reports.request import Request
from tuicompta.reports.scope import resolve_scope
from tuicompta.services.dossiers.dossier import Dossier

# Settings of the fiscal year; the journals managed by the program have none.
_JOURNALS: Final = """
    SELECT journal.code, journal.type, journal.description, numbering, prefix, counterpart_mode,
           coalesce(account.number, ''), repeat_date, label_rule, label_template
      FROM journal LEFT JOIN journal_year ON journal_id = journal.id AND fiscal_year_id = ?1
                   LEFT JOIN account ON account.id = counterpart_account_id
     WHERE journal.id IN (SELECT value FROM json_each(?2))
     ORDER BY journal.code
"""
_COLUMNS: Final = (
    Column("journal", "Code", preferred=10, narrowest=3),
    Column("type", "Type", preferred=20, narrowest=8, flexible=True),
    Column("description", "Description", preferred=30, narrowest=10, flexible=True),
    Column("numbering", "Numérotation", preferred=24, narrowest=8, flexible=True),
    Column("prefix", "Préfixe", preferred=12, narrowest=4),
    Column("counterpart", "Contrepartie", preferred=18, narrowest=6),
    Column("account", "Compte", preferred=10, narrowest=6),
    Column("repeat_date", "Reprise des dates", preferred=8, narrowest=3),
    Column("label_rule", "Libellé proposé", preferred=20, narrowest=6, flexible=True),
)


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the list of the journals with their settings in the fiscal year."""
    scope = resolve_scope(dossier, spec, request)
    rows = dossier.database.rows(_JOURNALS, (scope.period.years[0].id, scope.journal_list))
    words = (f"Journaux {scope.chosen_journals.text}",) if scope.chosen_journals else ()
    return Report(
        name=spec.name,
        heading=Heading(
            company=company_of(dossier),
            title=spec.title,
            year=year_span(scope.period),
            start=None,
            end=None,
            filters=words,
            marks=(),
            edition=edition_of(dossier, request),
        ),
        columns=_COLUMNS,
        parts=lambda: _rows(rows),
        criteria=criteria_of(scope),
    )


def _rows(rows: Sequence[SqlRow]) -> Iterator[Row]:
    for row in rows:
        yield Row(RowKind.DETAIL, _values(row))
    count = len(rows)
    yield Row(RowKind.TOTAL, (), f"{count} journa{'ux' if count > 1 else 'l'}", "count")


def _values(row: SqlRow) -> tuple[str, ...]:
    code, kind, description, numbering, prefix, mode, account, repeat_date, rule, template = row
    if numbering is None:
        return code, JournalType(kind).label, description, "", "", "", "", "", ""
    return (
        code,
        JournalType(kind).label,
        description,
        NumberingMode(numbering).label,
        prefix,
        CounterpartMode(mode).label,
        account,
        "Oui" if repeat_date else "Non",
        template if rule == LabelRule.BUILT else LabelRule(rule).label,
    )
