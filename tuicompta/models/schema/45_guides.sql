-- Guide models (MG), the definitions and formulas they use (SGF), and the guided entries made from them (SGE).

CREATE TABLE guide_definition (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 30),
    prefix TEXT NOT NULL CHECK (prefix IN ('next_piece', 'entry_number', 'model_name', 'account_title', 'month_name',
                                           'month_number', 'year', 'date', 'text')),
    text TEXT NOT NULL DEFAULT '' CHECK (length(text) <= 30),
    suffix TEXT NOT NULL DEFAULT '' CHECK (length(suffix) <= 10),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE guide_formula (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 30),
    use TEXT NOT NULL CHECK (use IN ('amount', 'text')),
    formula TEXT NOT NULL CHECK (length(formula) BETWEEN 1 AND 100),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE guide_model (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 40),
    short_code TEXT UNIQUE CHECK (length(short_code) BETWEEN 1 AND 6),
    journal_type TEXT NOT NULL CHECK (journal_type IN ('purchases', 'sales', 'treasury', 'general')),
    journal_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    inactive INTEGER NOT NULL DEFAULT 0 CHECK (inactive IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A text comes from a definition, from an own formula, or is the fixed one; an amount comes from an own formula, from
-- a formula, or is the fixed one.
CREATE TABLE guide_model_line (
    guide_model_id INTEGER NOT NULL REFERENCES guide_model (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    day INTEGER CHECK (day BETWEEN 1 AND 32),                            -- 32 = end of the month
    account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    piece TEXT NOT NULL DEFAULT '',
    piece_definition_id INTEGER REFERENCES guide_definition (id) ON DELETE RESTRICT,
    piece_formula_id INTEGER REFERENCES guide_formula (id) ON DELETE RESTRICT,
    label TEXT NOT NULL DEFAULT '',
    label_definition_id INTEGER REFERENCES guide_definition (id) ON DELETE RESTRICT,
    label_formula_id INTEGER REFERENCES guide_formula (id) ON DELETE RESTRICT,
    side TEXT NOT NULL CHECK (side IN ('D', 'C')),
    amount INTEGER,
    formula TEXT NOT NULL DEFAULT '',
    amount_formula_id INTEGER REFERENCES guide_formula (id) ON DELETE RESTRICT,
    locked_columns TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(locked_columns)),
    PRIMARY KEY (guide_model_id, position),
    CHECK ((piece <> '') + (piece_definition_id IS NOT NULL) + (piece_formula_id IS NOT NULL) <= 1),
    CHECK ((label <> '') + (label_definition_id IS NOT NULL) + (label_formula_id IS NOT NULL) <= 1),
    CHECK ((amount IS NOT NULL) + (formula <> '') + (amount_formula_id IS NOT NULL) <= 1)
) STRICT, WITHOUT ROWID;

-- The next number of the guided entries of a type in a fiscal year (SGE-08); a number is never given twice.
CREATE TABLE guided_counter (
    fiscal_year_id INTEGER NOT NULL REFERENCES fiscal_year (id) ON DELETE RESTRICT,
    journal_type TEXT NOT NULL CHECK (journal_type IN ('purchases', 'sales', 'treasury', 'general')),
    next_number INTEGER NOT NULL CHECK (next_number >= 1),
    PRIMARY KEY (fiscal_year_id, journal_type)
) STRICT, WITHOUT ROWID;

-- The entry it posted bears source_kind = 'guided_entry' and its identifier, until the link is broken (CTX-05).
CREATE TABLE guided_entry (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 30),
    fiscal_year_id INTEGER NOT NULL REFERENCES fiscal_year (id) ON DELETE RESTRICT,
    period_id INTEGER NOT NULL REFERENCES period (id) ON DELETE RESTRICT,
    guide_model_id INTEGER NOT NULL REFERENCES guide_model (id) ON DELETE RESTRICT,
    day INTEGER CHECK (day BETWEEN 1 AND 31),
    day_typed INTEGER NOT NULL DEFAULT 0 CHECK (day_typed IN (0, 1)),
    label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 100),
    state TEXT NOT NULL DEFAULT 'in_progress' CHECK (state IN ('in_progress', 'posted', 'changed')),
    version INTEGER NOT NULL DEFAULT 1,
    created_by INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    created_at TEXT NOT NULL,
    UNIQUE (fiscal_year_id, number)
) STRICT;
CREATE INDEX guided_entry_of_model ON guided_entry (guide_model_id);

CREATE TABLE guided_entry_line (
    guided_entry_id INTEGER NOT NULL REFERENCES guided_entry (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    piece TEXT NOT NULL DEFAULT '' CHECK (length(piece) <= 30),
    label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 100),
    debit INTEGER NOT NULL DEFAULT 0 CHECK (debit BETWEEN 0 AND 1000000000000000),
    credit INTEGER NOT NULL DEFAULT 0 CHECK (credit BETWEEN 0 AND 1000000000000000),
    typed TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(typed)),            -- the cells the user typed (MG-06)
    PRIMARY KEY (guided_entry_id, position),
    CHECK (debit = 0 OR credit = 0)
) STRICT, WITHOUT ROWID;

-- A definition or a formula that a model uses is frozen (SGF-04).
CREATE TRIGGER guide_definition_frozen BEFORE UPDATE ON guide_definition
WHEN EXISTS (SELECT 1 FROM guide_model_line WHERE OLD.id IN (piece_definition_id, label_definition_id))
BEGIN SELECT RAISE(ABORT, 'rule:guide_part_used'); END;

CREATE TRIGGER guide_formula_frozen BEFORE UPDATE ON guide_formula
WHEN EXISTS (SELECT 1 FROM guide_model_line WHERE OLD.id IN (piece_formula_id, label_formula_id, amount_formula_id))
BEGIN SELECT RAISE(ABORT, 'rule:guide_part_used'); END;

-- A model that has produced a guided entry keeps its lines, its type and its journal (MG-09).
CREATE TRIGGER guide_model_frozen BEFORE UPDATE OF id, journal_type, journal_id ON guide_model
WHEN (NEW.id <> OLD.id OR NEW.journal_type <> OLD.journal_type OR NEW.journal_id <> OLD.journal_id)
 AND EXISTS (SELECT 1 FROM guided_entry WHERE guide_model_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:guide_model_used'); END;

CREATE TRIGGER guide_line_added BEFORE INSERT ON guide_model_line
WHEN EXISTS (SELECT 1 FROM guided_entry WHERE guide_model_id = NEW.guide_model_id)
BEGIN SELECT RAISE(ABORT, 'rule:guide_model_used'); END;

CREATE TRIGGER guide_line_changed BEFORE UPDATE ON guide_model_line
WHEN EXISTS (SELECT 1 FROM guided_entry WHERE guide_model_id IN (OLD.guide_model_id, NEW.guide_model_id))
BEGIN SELECT RAISE(ABORT, 'rule:guide_model_used'); END;

CREATE TRIGGER guide_line_removed BEFORE DELETE ON guide_model_line
WHEN EXISTS (SELECT 1 FROM guided_entry WHERE guide_model_id = OLD.guide_model_id)
BEGIN SELECT RAISE(ABORT, 'rule:guide_model_used'); END;

-- A guided entry that is posted, or changed in the journal since, is only read (SGE-11, SGE-12).
CREATE TRIGGER guided_entry_frozen BEFORE UPDATE ON guided_entry
WHEN NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.fiscal_year_id <> OLD.fiscal_year_id
  OR (OLD.state <> 'in_progress'
      AND (OLD.state || ' ' || NEW.state <> 'posted changed' OR NEW.period_id <> OLD.period_id
           OR NEW.guide_model_id <> OLD.guide_model_id OR NEW.day IS NOT OLD.day OR NEW.label <> OLD.label))
BEGIN SELECT RAISE(ABORT, 'rule:guided_entry_posted'); END;

CREATE TRIGGER guided_entry_stays BEFORE DELETE ON guided_entry
WHEN OLD.state <> 'in_progress'
BEGIN SELECT RAISE(ABORT, 'rule:guided_entry_posted'); END;

CREATE TRIGGER guided_line_added BEFORE INSERT ON guided_entry_line
WHEN (SELECT state FROM guided_entry WHERE id = NEW.guided_entry_id) <> 'in_progress'
BEGIN SELECT RAISE(ABORT, 'rule:guided_entry_posted'); END;

CREATE TRIGGER guided_line_changed BEFORE UPDATE ON guided_entry_line
WHEN (SELECT state FROM guided_entry WHERE id = OLD.guided_entry_id) <> 'in_progress'
  OR NEW.guided_entry_id <> OLD.guided_entry_id
BEGIN SELECT RAISE(ABORT, 'rule:guided_entry_posted'); END;

CREATE TRIGGER guided_line_removed BEFORE DELETE ON guided_entry_line
WHEN (SELECT state FROM guided_entry WHERE id = OLD.guided_entry_id) <> 'in_progress'
BEGIN SELECT RAISE(ABORT, 'rule:guided_entry_posted'); END;
