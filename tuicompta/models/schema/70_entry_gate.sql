-- The gate of entries: what the database refuses whatever the screen, the import or the tool.

CREATE TRIGGER entry_opens_empty BEFORE INSERT ON entry
WHEN NEW.posted = 1 OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rule:entry_opens_empty'); END;

CREATE TRIGGER entry_keeps_its_identity BEFORE UPDATE ON entry
WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'rule:identity_frozen'); END;

-- Posting (0 -> 1): the whole entry is checked.
CREATE TRIGGER entry_post_gate BEFORE UPDATE OF posted ON entry
WHEN OLD.posted = 0 AND NEW.posted = 1
BEGIN
    SELECT RAISE(ABORT, 'rule:entry_of_one_line') WHERE (SELECT count(*) FROM entry_line WHERE entry_id = NEW.id) < 2;
    SELECT RAISE(ABORT, 'rule:entry_unbalanced')
     WHERE (SELECT sum(debit) - sum(credit) FROM entry_line WHERE entry_id = NEW.id) <> 0;
    SELECT RAISE(ABORT, 'rule:entry_outside_period')
     WHERE NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period_id AND fiscal_year_id = NEW.fiscal_year_id
                       AND NEW.entry_date BETWEEN start_date AND end_date);
    SELECT RAISE(ABORT, 'rule:fiscal_year_closed')
     WHERE (SELECT closed_at FROM fiscal_year WHERE id = NEW.fiscal_year_id) IS NOT NULL;
    SELECT RAISE(ABORT, 'rule:journal_period_closed')
     WHERE (SELECT closed_at FROM journal_period WHERE journal_id = NEW.journal_id AND period_id = NEW.period_id) IS NOT NULL;
    SELECT RAISE(ABORT, 'rule:line_date_differs')
     WHERE EXISTS (SELECT 1 FROM entry_line WHERE entry_id = NEW.id AND entry_date <> NEW.entry_date);
    SELECT RAISE(ABORT, 'rule:lettering_across_accounts')
     WHERE EXISTS (SELECT 1 FROM entry_line JOIN lettering ON lettering.id = lettering_id
                    WHERE entry_id = NEW.id AND (lettering.fiscal_year_id <> NEW.fiscal_year_id
                                              OR lettering.account_id <> entry_line.account_id));
    SELECT RAISE(ABORT, 'rule:definitive_number_gap')
     WHERE NEW.status = 'V' AND NEW.definitive_number <> 1 + (
        SELECT coalesce(max(definitive_number), 0) FROM entry
         WHERE journal_id = NEW.journal_id AND fiscal_year_id = NEW.fiscal_year_id AND definitive_number IS NOT NULL AND id <> NEW.id);
    SELECT RAISE(ABORT, 'rule:seal_gap')
     WHERE NEW.status = 'V' AND NEW.seal_number <> 1 + (
        SELECT coalesce(max(seal_number), 0) FROM entry WHERE seal_number IS NOT NULL AND id <> NEW.id);
END;

-- Reopening (1 -> 0) for a change or a deletion.
CREATE TRIGGER entry_reopen_gate BEFORE UPDATE OF posted ON entry
WHEN OLD.posted = 1 AND NEW.posted = 0
BEGIN
    SELECT RAISE(ABORT, 'rule:entry_validated') WHERE OLD.status = 'V';
    SELECT RAISE(ABORT, 'rule:entry_exported') WHERE OLD.export_number IS NOT NULL;
    SELECT RAISE(ABORT, 'rule:entry_linked') WHERE OLD.linked = 1;
    SELECT RAISE(ABORT, 'rule:fiscal_year_closed')
     WHERE (SELECT closed_at FROM fiscal_year WHERE id = OLD.fiscal_year_id) IS NOT NULL;
    SELECT RAISE(ABORT, 'rule:journal_period_closed')
     WHERE (SELECT closed_at FROM journal_period WHERE journal_id = OLD.journal_id AND period_id = OLD.period_id) IS NOT NULL;
END;

-- Nothing of a posted entry changes but its status and marks; of a validated one, nothing at all.
CREATE TRIGGER entry_frozen_while_posted
BEFORE UPDATE OF fiscal_year_id, period_id, journal_id, entry_date, piece_date, piece_number, created_by, created_at ON entry
WHEN OLD.posted = 1
BEGIN SELECT RAISE(ABORT, 'rule:entry_posted'); END;

CREATE TRIGGER entry_validation_frozen
BEFORE UPDATE OF definitive_number, validated_at, validated_by, seal_number, seal ON entry
WHEN OLD.status = 'V'
BEGIN SELECT RAISE(ABORT, 'rule:entry_validated'); END;

CREATE TRIGGER entry_deleted_open BEFORE DELETE ON entry
WHEN OLD.posted = 1
BEGIN SELECT RAISE(ABORT, 'rule:entry_posted'); END;

-- Transitions of STA-08, of a posted entry that stays posted: opening an entry is no way round them.
CREATE TRIGGER entry_status_gate BEFORE UPDATE OF status ON entry
WHEN NEW.status <> OLD.status
BEGIN
    SELECT RAISE(ABORT, 'rule:status_transition')
     WHERE OLD.posted = 0 OR NEW.posted = 0 OR OLD.status || NEW.status NOT IN ('NS', 'SN', 'NV');
    SELECT RAISE(ABORT, 'rule:fiscal_year_closed')
     WHERE (SELECT closed_at FROM fiscal_year WHERE id = OLD.fiscal_year_id) IS NOT NULL;
    SELECT RAISE(ABORT, 'rule:journal_period_closed')
     WHERE (SELECT closed_at FROM journal_period WHERE journal_id = OLD.journal_id AND period_id = OLD.period_id) IS NOT NULL;
    SELECT RAISE(ABORT, 'rule:definitive_number_gap')
     WHERE NEW.status = 'V' AND NEW.definitive_number <> 1 + (
        SELECT coalesce(max(definitive_number), 0) FROM entry
         WHERE journal_id = NEW.journal_id AND fiscal_year_id = NEW.fiscal_year_id AND definitive_number IS NOT NULL);
    SELECT RAISE(ABORT, 'rule:seal_gap')
     WHERE NEW.status = 'V' AND NEW.seal_number <> 1 + (SELECT coalesce(max(seal_number), 0) FROM entry WHERE seal_number IS NOT NULL);
    SELECT RAISE(ABORT, 'rule:line_protected')
     WHERE NEW.status = 'S' AND (OLD.export_number IS NOT NULL OR EXISTS (
        SELECT 1 FROM entry_line WHERE entry_id = OLD.id
         AND (lettering_id IS NOT NULL OR tick_code IS NOT NULL
              OR EXISTS (SELECT 1 FROM matching WHERE source_line_id = entry_line.id)
              OR EXISTS (SELECT 1 FROM due_date JOIN matching ON due_date_id = due_date.id WHERE due_date.entry_line_id = entry_line.id)
              OR EXISTS (SELECT 1 FROM vat_record WHERE vat_record.entry_line_id = entry_line.id AND vat_return_id IS NOT NULL))));
END;

-- Lines belong to an open entry while they are written.
CREATE TRIGGER line_inserted_open BEFORE INSERT ON entry_line
WHEN (SELECT posted FROM entry WHERE id = NEW.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'rule:entry_posted'); END;

CREATE TRIGGER line_inserted_new BEFORE INSERT ON entry_line
WHEN NEW.lettering_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM entry_line WHERE id = NEW.id OR (entry_id = NEW.entry_id AND position = NEW.position))
BEGIN SELECT RAISE(ABORT, 'rule:line_inserted_new'); END;

CREATE TRIGGER line_keeps_its_identity BEFORE UPDATE ON entry_line
WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'rule:identity_frozen'); END;

CREATE TRIGGER line_place_taken BEFORE UPDATE OF entry_id, position ON entry_line
WHEN EXISTS (SELECT 1 FROM entry_line WHERE entry_id = NEW.entry_id AND position = NEW.position AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:already_there'); END;

CREATE TRIGGER line_inserted_on_detail BEFORE INSERT ON entry_line
BEGIN
    SELECT RAISE(ABORT, 'rule:account_is_root') WHERE (SELECT type FROM account WHERE id = NEW.account_id) = 'R';
    SELECT RAISE(ABORT, 'rule:account_blocked')
     WHERE (SELECT blocked FROM account WHERE id = NEW.account_id) = 1
       AND (SELECT type FROM journal WHERE id = (SELECT journal_id FROM entry WHERE id = NEW.entry_id)) <> 'opening';
END;

CREATE TRIGGER line_moved_on_detail BEFORE UPDATE OF account_id ON entry_line
WHEN NEW.account_id <> OLD.account_id
BEGIN
    SELECT RAISE(ABORT, 'rule:account_is_root') WHERE (SELECT type FROM account WHERE id = NEW.account_id) = 'R';
    SELECT RAISE(ABORT, 'rule:account_blocked') WHERE (SELECT blocked FROM account WHERE id = NEW.account_id) = 1;
END;

CREATE TRIGGER line_changed_open
BEFORE UPDATE OF entry_id, position, account_id, entry_date, piece_number, document_number, piece_date, label, folded_label, debit, credit,
    carried_line_id ON entry_line
WHEN (SELECT posted FROM entry WHERE id = OLD.entry_id) = 1 OR (SELECT posted FROM entry WHERE id = NEW.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'rule:entry_posted'); END;

CREATE TRIGGER line_deleted_open BEFORE DELETE ON entry_line
WHEN (SELECT posted FROM entry WHERE id = OLD.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'rule:entry_posted'); END;

-- Protected lines (SJ-38): lettered, ticked, matched or declared.
CREATE TRIGGER line_protected_change BEFORE UPDATE OF account_id, debit, credit ON entry_line
WHEN (NEW.account_id <> OLD.account_id OR NEW.debit <> OLD.debit OR NEW.credit <> OLD.credit)
 AND (OLD.tick_code IS NOT NULL
      OR EXISTS (SELECT 1 FROM lettering WHERE id = OLD.lettering_id AND partial = 0)
      OR EXISTS (SELECT 1 FROM matching WHERE source_line_id = OLD.id)
      OR EXISTS (SELECT 1 FROM due_date JOIN matching ON due_date_id = due_date.id WHERE due_date.entry_line_id = OLD.id)
      OR EXISTS (SELECT 1 FROM vat_record WHERE entry_line_id = OLD.id AND vat_return_id IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'rule:line_protected'); END;

CREATE TRIGGER line_protected_date BEFORE UPDATE OF entry_date ON entry_line
WHEN NEW.entry_date <> OLD.entry_date
 AND (OLD.tick_code IS NOT NULL
      OR EXISTS (SELECT 1 FROM vat_record WHERE entry_line_id = OLD.id AND vat_return_id IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'rule:line_protected'); END;

-- A simulated entry is never in a bank reconciliation (INV-03, STA-06).
CREATE TRIGGER line_ticked_not_simulated BEFORE UPDATE OF tick_code ON entry_line
WHEN NEW.tick_code IS NOT NULL AND (SELECT status FROM entry WHERE id = NEW.entry_id) = 'S'
BEGIN SELECT RAISE(ABORT, 'rule:line_simulated'); END;

CREATE TRIGGER line_protected_deletion BEFORE DELETE ON entry_line
WHEN OLD.tick_code IS NOT NULL OR OLD.lettering_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM matching WHERE source_line_id = OLD.id)
  OR EXISTS (SELECT 1 FROM due_date JOIN matching ON due_date_id = due_date.id WHERE due_date.entry_line_id = OLD.id)
  OR EXISTS (SELECT 1 FROM vat_record WHERE entry_line_id = OLD.id AND vat_return_id IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'rule:line_protected'); END;

-- Totals: added when an entry is posted, taken away when it is reopened, moved when its status changes.
CREATE TRIGGER total_of_posted AFTER UPDATE OF posted ON entry
WHEN OLD.posted = 0 AND NEW.posted = 1
BEGIN
    INSERT INTO balance_total
    SELECT account_id, NEW.period_id, NEW.journal_id, NEW.status, sum(debit), sum(credit), sum(debit <> 0), sum(credit <> 0)
      FROM entry_line WHERE entry_id = NEW.id GROUP BY account_id
    ON CONFLICT DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit,
        debit_lines = debit_lines + excluded.debit_lines, credit_lines = credit_lines + excluded.credit_lines;
END;

CREATE TRIGGER total_of_reopened AFTER UPDATE OF posted ON entry
WHEN OLD.posted = 1 AND NEW.posted = 0
BEGIN
    INSERT INTO balance_total
    SELECT account_id, OLD.period_id, OLD.journal_id, OLD.status, -sum(debit), -sum(credit), -sum(debit <> 0), -sum(credit <> 0)
      FROM entry_line WHERE entry_id = OLD.id GROUP BY account_id
    ON CONFLICT DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit,
        debit_lines = debit_lines + excluded.debit_lines, credit_lines = credit_lines + excluded.credit_lines;
    DELETE FROM balance_total
     WHERE period_id = OLD.period_id AND journal_id = OLD.journal_id AND status = OLD.status AND debit_lines = 0 AND credit_lines = 0
       AND account_id IN (SELECT account_id FROM entry_line WHERE entry_id = OLD.id);
END;

CREATE TRIGGER total_of_status AFTER UPDATE OF status ON entry
WHEN OLD.posted = 1 AND NEW.posted = 1 AND NEW.status <> OLD.status
BEGIN
    INSERT INTO balance_total
    SELECT account_id, NEW.period_id, NEW.journal_id, NEW.status, sum(debit), sum(credit), sum(debit <> 0), sum(credit <> 0)
      FROM entry_line WHERE entry_id = NEW.id GROUP BY account_id
    ON CONFLICT DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit,
        debit_lines = debit_lines + excluded.debit_lines, credit_lines = credit_lines + excluded.credit_lines;
    INSERT INTO balance_total
    SELECT account_id, OLD.period_id, OLD.journal_id, OLD.status, -sum(debit), -sum(credit), -sum(debit <> 0), -sum(credit <> 0)
      FROM entry_line WHERE entry_id = OLD.id GROUP BY account_id
    ON CONFLICT DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit,
        debit_lines = debit_lines + excluded.debit_lines, credit_lines = credit_lines + excluded.credit_lines;
    DELETE FROM balance_total
     WHERE period_id = OLD.period_id AND journal_id = OLD.journal_id AND status = OLD.status AND debit_lines = 0 AND credit_lines = 0
       AND account_id IN (SELECT account_id FROM entry_line WHERE entry_id = OLD.id);
END;

-- Lettering, by the same three moves: the group open, its lines, then complete = 1.
CREATE TRIGGER lettering_opens_empty BEFORE INSERT ON lettering
WHEN NEW.complete = 1 OR EXISTS (SELECT 1 FROM lettering WHERE id = NEW.id)
                      OR EXISTS (SELECT 1 FROM lettering WHERE account_id = NEW.account_id AND fiscal_year_id = NEW.fiscal_year_id AND code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'rule:lettering_opens_empty'); END;

CREATE TRIGGER lettering_keeps_its_identity BEFORE UPDATE ON lettering
WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'rule:identity_frozen'); END;

CREATE TRIGGER lettering_code_taken BEFORE UPDATE OF account_id, fiscal_year_id, code ON lettering
WHEN EXISTS (SELECT 1 FROM lettering
             WHERE account_id = NEW.account_id AND fiscal_year_id = NEW.fiscal_year_id AND code = NEW.code AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:already_there'); END;

CREATE TRIGGER lettering_gate BEFORE UPDATE OF complete ON lettering
WHEN OLD.complete = 0 AND NEW.complete = 1
BEGIN
    SELECT CASE WHEN count(*) < 2 THEN RAISE(ABORT, 'rule:lettering_of_one_line')
                WHEN NEW.partial = 0 AND sum(debit) <> sum(credit) THEN RAISE(ABORT, 'rule:lettering_unbalanced')
                WHEN max(account_id <> NEW.account_id OR fiscal_year_id IS NOT NEW.fiscal_year_id OR status = 'S')
                THEN RAISE(ABORT, 'rule:lettering_across_accounts') END
      FROM entry_line LEFT JOIN entry ON entry.id = entry_id WHERE lettering_id = NEW.id;
    SELECT RAISE(ABORT, 'rule:fiscal_year_closed')
     WHERE (SELECT closed_at FROM fiscal_year WHERE id = NEW.fiscal_year_id) IS NOT NULL;
END;

CREATE TRIGGER lettering_reopen_gate BEFORE UPDATE OF complete ON lettering
WHEN OLD.complete = 1 AND NEW.complete = 0
BEGIN
    SELECT RAISE(ABORT, 'rule:fiscal_year_closed')
     WHERE (SELECT closed_at FROM fiscal_year WHERE id = OLD.fiscal_year_id) IS NOT NULL;
END;

CREATE TRIGGER lettering_frozen BEFORE UPDATE OF account_id, fiscal_year_id, partial ON lettering
WHEN OLD.complete = 1 AND NEW.complete = 1
BEGIN SELECT RAISE(ABORT, 'rule:lettering_complete'); END;

CREATE TRIGGER lettering_deleted_open BEFORE DELETE ON lettering
WHEN OLD.complete = 1
BEGIN SELECT RAISE(ABORT, 'rule:lettering_complete'); END;

CREATE TRIGGER line_lettered_in_open_group BEFORE UPDATE OF lettering_id ON entry_line
WHEN NEW.lettering_id IS NOT OLD.lettering_id
 AND (EXISTS (SELECT 1 FROM lettering WHERE id = OLD.lettering_id AND complete = 1)
      OR EXISTS (SELECT 1 FROM lettering WHERE id = NEW.lettering_id AND complete = 1))
BEGIN SELECT RAISE(ABORT, 'rule:lettering_complete'); END;
