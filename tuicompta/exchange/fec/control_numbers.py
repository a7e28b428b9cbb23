"""Sequence of the entry numbers: gaps, and numbers shared by journals (FECV-06).

The law wants a continuous sequence; a sequence per journal is accepted. Which of the two a file follows is told by its
numbers: the one that leaves the fewest holes.
"""

from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.scratch import Scratch
from tuicompta.exchange.fec.sequences import Numbering

# A number is a prefix and its last digits; SQLite holds eighteen of them exactly.
_TABLE = """
CREATE TABLE sequence AS
SELECT journal, number, line, prefix, CAST(substr(number, length(prefix) + 1) AS INTEGER) AS counter
  FROM (SELECT journal, number, line, rtrim(number, '0123456789') AS prefix FROM numbered)
 WHERE length(number) - length(prefix) BETWEEN 1 AND 18
"""
_UNCOUNTED = """
SELECT min(line), journal, count(*), min(number) FROM numbered
 WHERE length(number) - length(rtrim(number, '0123456789')) NOT BETWEEN 1 AND 18 AND number <> ''
 GROUP BY journal ORDER BY min(line)
"""
_MISSING_BY_JOURNAL = """
SELECT sum(missing) FROM (
    SELECT max(counter) - min(counter) + 1 - count(DISTINCT counter) AS missing FROM sequence GROUP BY journal, prefix)
"""
_MISSING_IN_FILE = """
SELECT sum(missing + shared) FROM (
    SELECT max(counter) - min(counter) + 1 - count(DISTINCT counter) AS missing,
           count(*) - count(DISTINCT counter) AS shared
      FROM sequence GROUP BY prefix)
"""
_GAPS_BY_JOURNAL = """
SELECT line, journal, prefix, previous, counter FROM (
    SELECT line, journal, prefix, counter, lag(counter) OVER (PARTITION BY journal, prefix ORDER BY counter) AS previous
      FROM sequence)
 WHERE counter > previous + 1 ORDER BY journal, prefix, counter
"""
_GAPS_IN_FILE = """
SELECT line, '', prefix, previous, counter FROM (
    SELECT line, prefix, counter, lag(counter) OVER (PARTITION BY prefix ORDER BY counter) AS previous FROM sequence)
 WHERE counter > previous + 1 ORDER BY prefix, counter
"""
_SHARED = """
SELECT min(line), number, count(*) FROM numbered WHERE number <> ''
 GROUP BY number HAVING count(*) > 1 ORDER BY min(line)
"""


def control_numbers(scratch: Scratch, log: FindingLog) -> Numbering:
    """Report the gaps of the sequences and the numbers that cannot be followed; return how the file is numbered."""
    scratch.script(_TABLE)
    whole = scratch.count(_MISSING_IN_FILE) < scratch.count(_MISSING_BY_JOURNAL)
    for line, journal, count, number in scratch.rows(_UNCOUNTED):
        log.add(Rule.NUMBER_FORM, line, "EcritureNum", f"{journal} : {count} n° comme {number}")
    for line, journal, prefix, previous, counter in scratch.rows(_GAPS_IN_FILE if whole else _GAPS_BY_JOURNAL):
        holes = f"{prefix}{previous + 1}" + (f" à {prefix}{counter - 1}" if counter > previous + 2 else "")
        log.add(Rule.SEQUENCE_GAP, line, "EcritureNum", f"{journal} : {holes}" if journal else holes)
    if whole:
        for line, number, journals in scratch.rows(_SHARED):
            log.add(Rule.SEVERAL_JOURNALS, line, "EcritureNum", f"n° {number} : {journals} journaux")
    return Numbering.WHOLE_FILE if whole else Numbering.BY_JOURNAL
