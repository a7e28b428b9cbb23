"""Export of the accounting file of a fiscal year: written, read back and controlled, with its notice (FECX)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tuicompta.core.amounts import format_plain
from tuicompta.core.collection import collection_paused
from tuicompta.core.dates import iso
from tuicompta.core.enums import JournalType
from tuicompta.core.paths import is_folder
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.control import FecReport, control_stream
from tuicompta.exchange.fec.findings import FindingLog, Level
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.naming import SIREN_LENGTH, file_name
from tuicompta.exchange.fec.notice import NoticeFacts, NoticeJournal, NumberGap, notice, notice_name
from tuicompta.exchange.fec.writer import FecForm, FecWriter, Written
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.reports.output import check_output, write_file
from tuicompta.reports.reading import one_state
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.events import EventKind, record_event
from tuicompta.services.fec.query import FecLines, Selection, unvalidated_entries
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear
from tuicompta.services.settings.settings import text_setting

ERRORS_SUFFIX, PART_SUFFIX = "_erreurs", "_extrait"

_OPENINGS = "SELECT code FROM journal WHERE type = 'opening'"
_JOURNALS = "SELECT code, description, type FROM journal ORDER BY code"
_TO_VALIDATE = """
    SELECT entry.id FROM entry JOIN journal ON journal.id = journal_id
     WHERE fiscal_year_id = ? AND status = 'N' AND NOT (journal.type = 'opening' AND code = 'AN')
"""
_EARLIER = "SELECT happened_at, user_code, detail FROM event WHERE kind = ? ORDER BY id DESC"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The choices of the wizard (FECX-03, FECX-08, FECX-10); `regime` tells the columns of a cash regime."""

    separator: str = "\t"
    charset: Charset = Charset.UTF_8
    regime: Regime = Regime.BIC
    draft: bool = False
    force: bool = False
    kept: Selection = field(default_factory=Selection)
    """What the accountant receives; anything but the whole year is no legal file (CEE-04)."""


@dataclass(frozen=True, slots=True)
class EarlierExport:
    """A previous export of the same closed fiscal year in the same form, whose bytes were different (FECX-13)."""

    when: str
    user: str
    sha256: str


@dataclass
class FecExport:
    """What an export gave. `path` bears the suffix `_erreurs` while the control has errors and nobody accepted."""

    path: Path
    final_path: Path
    notice_path: Path
    written: Written
    entries: int
    report: FecReport
    unvalidated: Mapping[str, int] = field(default_factory=dict)
    gaps: Sequence[NumberGap] = ()
    earlier: EarlierExport | None = None

    @property
    def has_errors(self) -> bool:
        """Whether the control found errors (FECX-11)."""
        return self.report.log.count(Level.ERROR) > 0

    @property
    def left_out(self) -> int:
        """Entries of classes 8 and 9 alone, left out of the file (FECX-06)."""
        return sum(gap.last - gap.first + 1 for gap in self.gaps)


def export_fec(dossier: Dossier, year: FiscalYear, place: Path, options: ExportOptions | None = None) -> FecExport:
    """Write the accounting file of a fiscal year, and its notice beside it.

    `place` is a folder, where the file takes its legal name (FECX-02), or the file itself. Raises NoSirenError, the
    refusals of an output file, and WriteOrderError.
    """
    options = options or ExportOptions()
    dossier.require_writable()
    siren = company_number(dossier)
    name = exported_name(dossier, year, options)
    final = check_output(place / name if is_folder(place) else place, force=options.force)
    aside = final.with_name(f"{final.stem}{ERRORS_SUFFIX}{final.suffix}")
    with collection_paused(), one_state(dossier):
        export, journals = _write(dossier, year, final, aside, options)
    legal_name = file_name(siren, year.end)
    with aside.open("rb") as stream:
        export.report = control_stream(stream, legal_name, _control_regime(dossier, options), charset=options.charset)
    _write_notice(dossier, year, export, journals, options, siren[:SIREN_LENGTH])
    _trace(dossier, year, export, options)
    if not export.has_errors:
        accept_export(export)
    return export


def company_number(dossier: Dossier) -> str:
    """Return the SIRET of the company, else its SIREN, which names its files (FECX-02)."""
    return text_setting(dossier.database, "company.siret") or text_setting(dossier.database, "company.siren")


def exported_name(dossier: Dossier, year: FiscalYear, options: ExportOptions) -> str:
    """Return the name of the file, which says whether it is a draft or a part of the year; raises NoSirenError."""
    name = file_name(company_number(dossier), year.end, draft=options.draft)
    return name if options.kept.whole else name.replace(".txt", f"{PART_SUFFIX}.txt")


def validate_year(dossier: Dossier, year: FiscalYear) -> int:
    """Validate every unvalidated entry of a fiscal year, the carry-forward aside, and return how many (FECX-07)."""
    ids = [number for (number,) in dossier.database.rows(_TO_VALIDATE, (year.id,))]
    return len(validate_entries(dossier, ids))


def accept_export(export: FecExport) -> None:
    """Give a file its name, its errors notwithstanding (FECX-11)."""
    if export.path != export.final_path:
        export.path.replace(export.final_path)
        export.path = export.final_path


def _write(
    dossier: Dossier, year: FiscalYear, final: Path, aside: Path, options: ExportOptions
) -> tuple[FecExport, list[NoticeJournal]]:
    database = dossier.database
    openings = frozenset(code for (code,) in database.rows(_OPENINGS))
    writer = FecWriter(FecForm(options.separator, options.charset, options.regime), openings)
    lines = FecLines(database, year.id, draft=options.draft, cash=options.regime.cash, kept=options.kept)
    try:
        write_file(aside, writer.chunks(lines.blocks()), force=True)
        used, gaps = set(lines.journals()), lines.gaps()
    finally:
        lines.close()
    journals = [
        NoticeJournal(code, text, JournalType(kind)) for code, text, kind in database.rows(_JOURNALS) if code in used
    ]
    export = FecExport(
        path=aside,
        final_path=final,
        notice_path=final.with_name(notice_name(final.name)),
        written=writer.written,
        entries=lines.entries,
        report=FecReport(final.name, FindingLog()),
        unvalidated={} if options.draft else unvalidated_entries(database, year.id),
        gaps=gaps,
    )
    return export, journals


def _control_regime(dossier: Dossier, options: ExportOptions) -> Regime:
    """Return the regime the file is controlled by: BNC and BA kept under commercial law have rules of their own."""
    if options.regime.cash:
        return options.regime
    return Regime.COM if text_setting(dossier.database, "company.profit_regime") in {"bnc", "ba"} else Regime.BIC


def _write_notice(
    dossier: Dossier,
    year: FiscalYear,
    export: FecExport,
    journals: Sequence[NoticeJournal],
    options: ExportOptions,
    siren: str,
) -> None:
    facts = NoticeFacts(
        file_name=export.final_path.name,
        company=text_setting(dossier.database, "company.name"),
        siren=siren,
        start=year.start,
        end=year.end,
        form=FecForm(options.separator, options.charset, options.regime),
        written=export.written,
        entries=export.entries,
        journals=journals,
        gaps=export.gaps,
        draft=options.draft,
    )
    write_file(export.notice_path, [notice(facts).encode()], force=True)


def _trace(dossier: Dossier, year: FiscalYear, export: FecExport, options: ExportOptions) -> None:
    """Record the export, and find the last one of the same closed fiscal year in the same form (FECX-13)."""
    written = export.written
    same = {
        "exercice": f"{iso(year.start)}/{iso(year.end)}",
        "clôturé": year.closed,
        "projet": options.draft,
        "séparateur": options.separator,
        "jeu de caractères": options.charset.value,
        "régime": options.regime.value,
        "extrait": not options.kept.whole,
    }
    digest = written.sha256.hex()
    if year.closed and not options.draft and options.kept.whole:
        export.earlier = _different_earlier(dossier.database, same, digest)
    detail = {
        **same,
        "fichier": export.final_path.name,
        "lignes": written.lines,
        "débit": format_plain(written.debit),
        "crédit": format_plain(written.credit),
        "SHA-256": digest,
        "caractères remplacés": written.replaced,
    }
    with transaction(dossier.database):
        record_event(dossier, EventKind.FEC_EXPORT, export.final_path.name, detail)


def _different_earlier(database: Database, same: Mapping[str, object], digest: str) -> EarlierExport | None:
    for when, user, text in database.rows(_EARLIER, (EventKind.FEC_EXPORT.value,)):
        detail = json.loads(text)
        if all(detail.get(key) == value for key, value in same.items()):
            earlier = EarlierExport(when, user, str(detail.get("SHA-256", "")))
            return None if earlier.sha256 == digest else earlier
    return None
