-- Foot-of-journal journals: one entry a day, and nothing more in a validated month (CTP-02, CTP-05).

CREATE TRIGGER foot_of_journal_gate BEFORE UPDATE OF posted ON entry
WHEN OLD.posted = 0 AND NEW.posted = 1 AND NEW.status <> 'V'
 AND EXISTS (SELECT 1 FROM journal_year
              WHERE journal_id = NEW.journal_id AND fiscal_year_id = NEW.fiscal_year_id AND counterpart_mode = 'foot_of_journal')
BEGIN
    SELECT RAISE(ABORT, 'rule:foot_validated')
     WHERE EXISTS (SELECT 1 FROM entry WHERE journal_id = NEW.journal_id AND period_id = NEW.period_id AND status = 'V');
    SELECT RAISE(ABORT, 'rule:foot_of_one_day')
     WHERE EXISTS (SELECT 1 FROM entry WHERE journal_id = NEW.journal_id AND period_id = NEW.period_id
                    AND entry_date = NEW.entry_date AND id <> NEW.id)
        OR (SELECT count(*) FROM entry_line WHERE entry_id = NEW.id AND foot = 1) > 1;
END;

CREATE TRIGGER foot_line_changed_open BEFORE UPDATE OF foot ON entry_line
WHEN NEW.foot <> OLD.foot AND (SELECT posted FROM entry WHERE id = OLD.entry_id) = 1
BEGIN SELECT RAISE(ABORT, 'rule:entry_posted'); END;
