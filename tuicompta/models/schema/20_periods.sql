-- Fiscal years and their periods.
--
-- Here and in the other files: a row that entries lean on keeps its identifier, and REPLACE never takes one away. With the default
-- settings of SQLite, REPLACE deletes what stands in its way without firing a deletion trigger, and SET rowid escapes UPDATE OF id.

-- date() alone lets 30 February through; a modifier makes it count.
CREATE TABLE fiscal_year (
    id INTEGER PRIMARY KEY,
    start_date TEXT NOT NULL UNIQUE CHECK (start_date IS date(start_date, '+0 days')),
    end_date TEXT NOT NULL UNIQUE CHECK (end_date IS date(end_date, '+0 days')),
    closed_at TEXT,
    carried_forward_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (end_date >= start_date),
    CHECK (end_date < date(start_date, '+24 months'))
) STRICT;

CREATE TRIGGER fiscal_year_contiguous BEFORE INSERT ON fiscal_year
WHEN EXISTS (SELECT 1 FROM fiscal_year)
 AND NOT EXISTS (SELECT 1 FROM fiscal_year
                 WHERE date(end_date, '+1 day') = NEW.start_date OR date(start_date, '-1 day') = NEW.end_date)
  OR EXISTS (SELECT 1 FROM fiscal_year WHERE start_date <= NEW.end_date AND end_date >= NEW.start_date)
BEGIN SELECT RAISE(ABORT, 'rule:fiscal_year_contiguous'); END;

CREATE TRIGGER fiscal_year_inserted_new BEFORE INSERT ON fiscal_year
WHEN EXISTS (SELECT 1 FROM fiscal_year WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rule:already_there'); END;

CREATE TRIGGER fiscal_year_keeps_its_identity BEFORE UPDATE ON fiscal_year
WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'rule:identity_frozen'); END;

CREATE TRIGGER fiscal_year_moved BEFORE UPDATE OF start_date, end_date ON fiscal_year
BEGIN
    SELECT RAISE(ABORT, 'rule:fiscal_year_contiguous')
     WHERE EXISTS (SELECT 1 FROM fiscal_year WHERE start_date <= NEW.end_date AND end_date >= NEW.start_date AND id <> OLD.id);
    SELECT RAISE(ABORT, 'rule:period_inside_its_year')
     WHERE EXISTS (SELECT 1 FROM period
                    WHERE fiscal_year_id = OLD.id AND (start_date < NEW.start_date OR end_date > NEW.end_date));
END;

CREATE TRIGGER fiscal_year_used_stays BEFORE DELETE ON fiscal_year
WHEN EXISTS (SELECT 1 FROM entry WHERE fiscal_year_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:period_used'); END;

CREATE TRIGGER fiscal_year_closed_for_good BEFORE UPDATE OF closed_at, start_date, end_date ON fiscal_year
WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'rule:fiscal_year_closed'); END;

CREATE TRIGGER fiscal_year_closed_stays BEFORE DELETE ON fiscal_year
WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'rule:fiscal_year_closed'); END;

-- A calendar month of a fiscal year, or the part of it inside the year.
CREATE TABLE period (
    id INTEGER PRIMARY KEY,
    fiscal_year_id INTEGER NOT NULL REFERENCES fiscal_year (id) ON DELETE RESTRICT,
    start_date TEXT NOT NULL UNIQUE CHECK (start_date IS date(start_date, '+0 days')),
    end_date TEXT NOT NULL UNIQUE CHECK (end_date IS date(end_date, '+0 days')),
    CHECK (end_date >= start_date),
    CHECK (strftime('%Y-%m', start_date) = strftime('%Y-%m', end_date))
) STRICT;
CREATE INDEX period_of_fiscal_year ON period (fiscal_year_id, start_date);

CREATE TRIGGER period_inside_its_year BEFORE INSERT ON period
WHEN NOT EXISTS (SELECT 1 FROM fiscal_year
                 WHERE id = NEW.fiscal_year_id AND start_date <= NEW.start_date AND end_date >= NEW.end_date)
BEGIN SELECT RAISE(ABORT, 'rule:period_inside_its_year'); END;

CREATE TRIGGER period_inserted_new BEFORE INSERT ON period
WHEN EXISTS (SELECT 1 FROM period WHERE id = NEW.id OR (start_date <= NEW.end_date AND end_date >= NEW.start_date))
BEGIN SELECT RAISE(ABORT, 'rule:already_there'); END;

CREATE TRIGGER period_keeps_its_identity BEFORE UPDATE ON period
WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'rule:identity_frozen'); END;

CREATE TRIGGER period_moved BEFORE UPDATE OF fiscal_year_id, start_date, end_date ON period
BEGIN
    SELECT RAISE(ABORT, 'rule:period_inside_its_year')
     WHERE NOT EXISTS (SELECT 1 FROM fiscal_year
                        WHERE id = NEW.fiscal_year_id AND start_date <= NEW.start_date AND end_date >= NEW.end_date);
    SELECT RAISE(ABORT, 'rule:already_there')
     WHERE EXISTS (SELECT 1 FROM period WHERE start_date <= NEW.end_date AND end_date >= NEW.start_date AND id <> OLD.id);
    SELECT RAISE(ABORT, 'rule:entry_outside_period')
     WHERE EXISTS (SELECT 1 FROM entry WHERE period_id = OLD.id AND (fiscal_year_id <> NEW.fiscal_year_id
                                         OR entry_date NOT BETWEEN NEW.start_date AND NEW.end_date));
END;

CREATE TRIGGER period_used_stays BEFORE DELETE ON period
WHEN EXISTS (SELECT 1 FROM entry WHERE period_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:period_used'); END;
