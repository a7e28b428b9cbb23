"""Report of a control as text or JSON (FECV-02, FECV-07): amounts, dates and counts first, then the findings."""

import json
from collections.abc import Iterator

from tuicompta.core.amounts import format_amount, format_count, format_point
from tuicompta.core.dates import format_date, iso
from tuicompta.core.text import clean_text, fit
from tuicompta.exchange.fec.control import FecReport
from tuicompta.exchange.fec.findings import KEPT_PER_RULE, Finding, Level, Rule

SCREEN_ROWS = KEPT_PER_RULE
"""Rows of a rule shown on screen at most (FECV-02)."""

CAVEAT = "Ce contrôle ne certifie rien : il ne remplace ni l'examen des pièces ni celui de l'administration."
_SEPARATOR_NAMES = {"\t": "tabulation"}
_LABEL_WIDTH = 22


def verdict(report: FecReport) -> str:
    """Return «Conforme» or «Non conforme: n erreurs, m données absentes» (FECV-07)."""
    if report.conforming:
        return "Conforme"
    errors, missing = report.log.count(Level.ERROR), report.log.count(Level.MISSING)
    errors_text = f"{errors} erreur{_s(errors)}"
    return f"Non conforme: {errors_text}, {missing} donnée{_s(missing)} absente{_s(missing)}"


def text_lines(report: FecReport, limit: int | None = None) -> Iterator[str]:
    """Yield the lines of the text report, at most `limit` rows a rule; None gives them all."""
    yield f"Contrôle du fichier {clean_text(report.name)}"
    yield ""
    yield from _facts(report)
    for rule in ordered_rules(report):
        yield ""
        yield f"{rule.level.label} – {rule.label} : {report.log.counts[rule]}"
        yield from _rows(report, rule, limit)
    yield ""
    yield verdict(report)
    yield CAVEAT


def summary_lines(report: FecReport) -> Iterator[str]:
    """Yield the lines of the summary: verdict, facts, journals, how often each rule was met (FECV-07)."""
    yield verdict(report)
    yield ""
    yield from _facts(report)
    yield ""
    for rule in ordered_rules(report):
        yield f"{rule.level.label} – {rule.label} : {format_count(report.log.counts[rule])}"
    yield ""
    yield CAVEAT


def json_lines(report: FecReport, limit: int | None = None) -> Iterator[str]:
    """Yield the lines of one JSON object, a line for each finding; keys are English, amounts decimal strings."""
    head = json.dumps(_head(report), ensure_ascii=False)
    yield head.removesuffix("}") + ', "findings": ['
    pending = ""
    for rule in ordered_rules(report):
        for finding in _limited(report, rule, limit):
            if pending:
                yield pending + ","
            pending = json.dumps(_finding(finding), ensure_ascii=False)
    if pending:
        yield pending
    yield "]}"


def ordered_rules(report: FecReport) -> list[Rule]:
    """Return the rules met, the heaviest level first, else in the order of their list."""
    levels = list(Level)
    return sorted((rule for rule in Rule if report.log.counts[rule]), key=lambda rule: levels.index(rule.level))


def _limited(report: FecReport, rule: Rule, limit: int | None) -> Iterator[Finding]:
    for rank, finding in enumerate(report.log.every(rule)):
        if limit is not None and rank >= limit:
            return
        yield finding


def _facts(report: FecReport) -> Iterator[str]:
    for label, value in _summary(report):
        yield f"{fit(label, _LABEL_WIDTH)} {value}"
    if report.journals:
        yield from _journals(report)


def _summary(report: FecReport) -> Iterator[tuple[str, str]]:
    if report.layout is None or report.charset is None:
        return
    yield "Séparateur", _separator(report)
    yield "Jeu de caractères", report.charset.label
    yield "Régime", report.regime.label
    if report.span is not None:
        yield "Exercice", str(report.span)
    yield "Lignes", format_count(report.lines)
    if report.totals is None:
        return
    yield "Écritures", format_count(report.totals.entries)
    yield "Journaux", format_count(report.totals.journals)
    yield "Numérotation", report.numbering.label
    yield "Première écriture", format_date(report.totals.first)
    yield "Dernière écriture", format_date(report.totals.last)
    yield "Total débit", format_amount(report.totals.debit)
    yield "Total crédit", format_amount(report.totals.credit)
    yield "Résultat (7 − 6)", f"{format_amount(report.result)} {_sign(report.result)}"


def _journals(report: FecReport) -> Iterator[str]:
    headings = (("Journal", 10), ("Écritures", -9), ("Lignes", -9), ("Débit", -20), ("Crédit", -20), ("Intitulé", 30))
    yield ""
    yield _cells([name for name, _ in headings], [width for _, width in headings])
    for journal in report.journals:
        cells = [journal.code, format_count(journal.entries), format_count(journal.lines)]
        cells += [format_amount(journal.debit), format_amount(journal.credit), journal.label or ""]
        yield _cells(cells, [width for _, width in headings])
    if report.totals is not None and report.totals.journals > len(report.journals):
        yield f"… et {format_count(report.totals.journals - len(report.journals))} autres journaux"


def _cells(cells: list[str], widths: list[int]) -> str:
    fitted = (
        fit(cell, abs(width), "right" if width < 0 else "left") for cell, width in zip(cells, widths, strict=True)
    )
    return " ".join(fitted).rstrip()


def _rows(report: FecReport, rule: Rule, limit: int | None) -> Iterator[str]:
    for finding in _limited(report, rule, limit):
        place = f"ligne {finding.line}" if finding.line else "fichier"
        yield "  " + "  ".join(part for part in (place, finding.column, finding.value) if part)
    hidden = 0 if limit is None else report.log.counts[rule] - limit
    if hidden > 0:
        yield f"  … et {format_count(hidden)} autres dans le rapport exporté"


def _head(report: FecReport) -> dict[str, object]:
    totals, counts = report.totals, report.log.counts
    return {
        "report": "check-fec",
        "file": clean_text(report.name),
        "separator": None if report.layout is None else report.layout.separator,
        "charset": None if report.charset is None else report.charset.value,
        "regime": report.regime.value,
        "fiscal_year": report.span and {"start": iso(report.span.start), "end": iso(report.span.end)},
        "lines": report.lines,
        "entries": 0 if totals is None else totals.entries,
        "numbering": report.numbering.value,
        "first_date": totals and iso(totals.first),
        "last_date": totals and iso(totals.last),
        "debit": format_point(0 if totals is None else totals.debit),
        "credit": format_point(0 if totals is None else totals.credit),
        "result": format_point(report.result),
        "journals": [_journal(report, index) for index in range(len(report.journals))],
        "conforming": report.conforming,
        "verdict": verdict(report),
        "certified": False,
        "counts": {rule.value: counts[rule] for rule in ordered_rules(report)},
    }


def _journal(report: FecReport, index: int) -> dict[str, object]:
    journal = report.journals[index]
    amounts = {"debit": format_point(journal.debit), "credit": format_point(journal.credit)}
    days = {"first_date": iso(journal.first), "last_date": iso(journal.last)}
    counts = {"entries": journal.entries, "lines": journal.lines}
    return {"code": journal.code, "label": journal.label or "", **counts, **amounts, **days}


def _finding(finding: Finding) -> dict[str, object]:
    rule, line, column, value = finding
    return {"level": rule.level.value, "rule": rule.value, "line": line, "column": column, "value": value}


def _separator(report: FecReport) -> str:
    separator = "" if report.layout is None else report.layout.separator
    return _SEPARATOR_NAMES.get(separator, separator)


def _sign(result: int) -> str:
    return "(bénéfice)" if result > 0 else "(perte)" if result < 0 else "(nul)"


def _s(count: int) -> str:
    return "s" if count > 1 else ""
