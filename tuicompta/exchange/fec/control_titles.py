"""Controls of the accounts of a file: one title each, known of the chart of the year (FECV-06)."""

from collections.abc import Collection

from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.scratch import Scratch

_FREE_CLASSES = ("8", "9")
_TWO_TITLES = """
SELECT min(line), kind, code, count(*), min(title), max(title) FROM title
 WHERE kind <> 'JournalLib' AND title <> '' GROUP BY kind, code HAVING count(*) > 1 ORDER BY min(line)
"""
_ACCOUNTS = """
SELECT min(line), code FROM title WHERE kind = 'CompteLib' GROUP BY code ORDER BY min(line)
"""


def control_titles(scratch: Scratch, log: FindingLog) -> None:
    """Report the accounts and auxiliary accounts that bear several titles."""
    for line, kind, code, count, first, last in scratch.rows(_TWO_TITLES):
        titles = f"«{first}», «{last}»" + ("…" if count > 2 else "")  # noqa: PLR2004
        log.add(Rule.TWO_TITLES, line, kind, f"{code} : {titles}")


def control_chart(scratch: Scratch, log: FindingLog, chart: Collection[str]) -> None:
    """Report the accounts that lie under no account of the general chart; classes 8 and 9 are free."""
    parents = {number for number in chart if len(number) == 3}  # noqa: PLR2004
    parents |= {number for number in chart if len(number) == 2 and not any(p.startswith(number) for p in parents)}  # noqa: PLR2004
    for line, account in scratch.rows(_ACCOUNTS):
        known = account.startswith(_FREE_CLASSES) or account[:3] in parents or account[:2] in parents
        if not known:
            log.add(Rule.UNKNOWN_ACCOUNT, line, "CompteNum", account)
