"""Entries of a file taken from its stage into the dossier, by queries (FECI-04 to FECI-08)."""

from collections.abc import Collection

from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fec.headers import INSERT_ENTRY, HeaderMaker
from tuicompta.services.fec.lettering import insert_groups, letter_lines
from tuicompta.services.fec.loaded import Loaded
from tuicompta.services.fec.marks import Marks
from tuicompta.services.fec.plan import ImportPlan
from tuicompta.services.fec.targets import make_targets
from tuicompta.services.relay import relayed

_LAST_ENTRY = "SELECT coalesce(max(id), 0) FROM entry"
_LAST_LINE = "SELECT coalesce(max(id), 0) FROM entry_line"
# The lines of the entries that are there: an entry left aside has no header.
_INSERT_LINES = """
    INSERT INTO entry_line (id, entry_id, position, account_id, entry_date, piece_number, document_number, piece_date,
                            label, folded_label, debit, credit, line_type, lettering_id)
    SELECT line.id + ?, own.id, line.id - staged.first + 1, account_id, own.entry_date, piece, document,
           nullif(piece_day, own.piece_date), iif(label = '', journal.description, label),
           iif(label = '', journal.folded, coalesce(line.folded, lower(label))), line.debit, line.credit,
           CASE WHEN own_column IS NOT NULL THEN
               (SELECT kind.type FROM temp.fec_type AS kind
                 WHERE kind.own_column = target.own_column AND journal_type = journal.type
                   AND kind.debit = (line.debit <> 0) AND negative = (line.debit < 0 OR line.credit < 0)) END,
           CASE WHEN letter IS NOT NULL AND own.posted THEN
               (SELECT fec_group.id FROM temp.fec_group
                 WHERE fec_group.account = line.account AND fec_group.letter = line.letter
                   AND fec_group.fiscal_year_id = own.fiscal_year_id) END
      FROM fec.line CROSS JOIN fec.entry AS staged ON staged.ordinal = run
      CROSS JOIN main.entry AS own ON own.id = run + ?
      CROSS JOIN temp.fec_journal AS journal ON journal.id = own.journal_id
      CROSS JOIN temp.fec_account AS target ON target.place = line.account
     WHERE line.id BETWEEN ? AND ?
"""
_POST = "UPDATE entry SET posted = 1 WHERE id > ?"
_COUNTS = """
    SELECT count(*), coalesce(sum(lines), 0), coalesce(sum(debit), 0), coalesce(sum(credit), 0) FROM fec.entry
     WHERE ordinal NOT IN (SELECT entry FROM temp.fec_aside)
"""


def load_entries(
    dossier: Dossier, plan: ImportPlan, lot_id: int, aside: Collection[int], done: Loaded, *, bulk: bool
) -> None:
    """Write the entries of the stage attached to the dossier, those aside excepted, and complete `done`.

    Call it inside the transaction; inside `bulk_load` when `bulk`, through the gate else.
    """
    database = dossier.database
    first_entry, first_line = int(database.value(_LAST_ENTRY)), int(database.value(_LAST_LINE))
    targets = make_targets(database, plan, aside)
    done.entries, done.lines, done.debit, done.credit = database.row(_COUNTS) or (0, 0, 0, 0)
    done.cut = plan.survey.stage.cut
    if not plan.options.simulated:
        groups = insert_groups(database, dossier.user.id, complete=bulk)
        done.letterings, done.letters_left, done.recoded = groups.count, groups.left, groups.recoded
    maker = HeaderMaker(dossier, plan, targets, aside, lot_id, posted=bulk)
    marks = Marks(database, targets, first_entry, first_line)
    # Another process makes the headers; each time they are inserted with their lines, whose pages are still at hand.
    for headers, *lines in relayed(lambda: maker.batches(first_entry)):
        if lines:
            database.run_many(INSERT_ENTRY, headers)
            database.run(_INSERT_LINES, (first_line, first_entry, *lines))
            marks.insert(*lines)
        else:
            done.renumbered = headers
    if not bulk:
        database.run(_POST, (first_entry,))
        letter_lines(database, first_line)
