-- Journals: identity once, settings per fiscal year (JF-07), state per journal/month.

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 10 AND code NOT GLOB '*[^0-9A-Z]*'),
    type TEXT NOT NULL CHECK (type IN ('purchases', 'sales', 'treasury', 'general', 'opening')),
    description TEXT NOT NULL CHECK (length(description) BETWEEN 1 AND 60),
    inactive INTEGER NOT NULL DEFAULT 0 CHECK (inactive IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TRIGGER journal_identity_frozen BEFORE UPDATE OF code, type ON journal
WHEN NEW.code <> OLD.code OR NEW.type <> OLD.type
BEGIN SELECT RAISE(ABORT, 'rule:journal_identity_frozen'); END;

CREATE TRIGGER journal_inserted_new BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id OR code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'rule:already_there'); END;

CREATE TRIGGER journal_keeps_its_identity BEFORE UPDATE ON journal
WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'rule:identity_frozen'); END;

CREATE TRIGGER journal_used_stays BEFORE DELETE ON journal
WHEN EXISTS (SELECT 1 FROM entry WHERE journal_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:journal_used'); END;

CREATE TABLE journal_year (
    journal_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    fiscal_year_id INTEGER NOT NULL REFERENCES fiscal_year (id) ON DELETE RESTRICT,
    forbidden_roots TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(forbidden_roots)),
    numbering TEXT NOT NULL DEFAULT 'per_year' CHECK (numbering IN ('manual', 'per_period', 'per_year')),
    prefix TEXT NOT NULL DEFAULT '' CHECK (length(prefix) <= 120),
    next_number INTEGER NOT NULL DEFAULT 1 CHECK (next_number >= 1),
    repeat_piece INTEGER NOT NULL DEFAULT 1 CHECK (repeat_piece IN (0, 1)),
    counterpart_mode TEXT NOT NULL DEFAULT 'none' CHECK (counterpart_mode IN ('none', 'line_by_line', 'foot_of_journal')),
    counterpart_account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    repeat_date INTEGER NOT NULL DEFAULT 1 CHECK (repeat_date IN (0, 1)),
    label_rule TEXT NOT NULL DEFAULT 'repeat' CHECK (label_rule IN ('none', 'repeat', 'account_title', 'built')),
    label_template TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (journal_id, fiscal_year_id),
    CHECK (counterpart_mode = 'none' OR counterpart_account_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Only the journal/months that have something to remember: a counter per period, a monthly closing.
CREATE TABLE journal_period (
    journal_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    period_id INTEGER NOT NULL REFERENCES period (id) ON DELETE RESTRICT,
    next_number INTEGER NOT NULL DEFAULT 1 CHECK (next_number >= 1),
    closed_at TEXT,
    closed_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    PRIMARY KEY (journal_id, period_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE label_model (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 10),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    journal_type TEXT CHECK (journal_type IN ('purchases', 'sales', 'treasury', 'general')),   -- NULL = all
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
