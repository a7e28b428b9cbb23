-- Recurring entries, their lines and what became of their occurrences (ABO).

CREATE TABLE recurring_entry (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 10),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    guide_model_id INTEGER REFERENCES guide_model (id) ON DELETE RESTRICT,   -- NULL = own lines
    journal_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    piece TEXT NOT NULL DEFAULT '' CHECK (length(piece) <= 30),              -- '' = next number of the journal
    step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 999),
    unit TEXT NOT NULL CHECK (unit IN ('day', 'week', 'month', 'quarter', 'half_year', 'year')),
    first_date TEXT NOT NULL CHECK (first_date IS date(first_date, '+0 days')),
    last_date TEXT CHECK (last_date IS date(last_date, '+0 days')),
    occurrences INTEGER CHECK (occurrences BETWEEN 1 AND 9999),
    month_end INTEGER NOT NULL DEFAULT 0 CHECK (month_end IN (0, 1)),
    status TEXT NOT NULL DEFAULT 'N' CHECK (status IN ('N', 'S')),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (last_date IS NULL OR occurrences IS NULL),
    CHECK (last_date IS NULL OR last_date >= first_date)
) STRICT;

-- The lines of a card: its own, or those of its guide model as they were when the card was saved, with the amounts typed
-- (NULL: left to the formula of the model) and the accounts that the model leaves open.
CREATE TABLE recurring_line (
    recurring_entry_id INTEGER NOT NULL REFERENCES recurring_entry (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 100),
    amount INTEGER CHECK (amount BETWEEN -1000000000000000 AND 1000000000000000),   -- debit - credit
    PRIMARY KEY (recurring_entry_id, position)
) STRICT, WITHOUT ROWID;

-- An occurrence that something happened to; one without row is pending, at its own date, with the amounts of the card.
-- `rank` is its place in the calendar of the card: the key generates it once (ABO-05).
CREATE TABLE recurring_occurrence (
    id INTEGER PRIMARY KEY,
    recurring_entry_id INTEGER NOT NULL REFERENCES recurring_entry (id) ON DELETE RESTRICT,
    rank INTEGER NOT NULL CHECK (rank >= 1),
    state TEXT NOT NULL CHECK (state IN ('pending', 'skipped', 'generated')),
    entry_date TEXT CHECK (entry_date IS date(entry_date, '+0 days')),               -- NULL = that of the calendar
    entry_id INTEGER UNIQUE REFERENCES entry (id) ON DELETE RESTRICT,
    generated_at TEXT,
    generated_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    UNIQUE (recurring_entry_id, rank),
    CHECK ((state = 'generated') = (generated_at IS NOT NULL)),
    CHECK (entry_id IS NULL OR state = 'generated')
) STRICT;

-- Amounts changed for one occurrence, debit - credit, by line of the card (ABO-06).
CREATE TABLE recurring_amount (
    recurring_occurrence_id INTEGER NOT NULL REFERENCES recurring_occurrence (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    amount INTEGER NOT NULL CHECK (amount BETWEEN -1000000000000000 AND 1000000000000000),
    PRIMARY KEY (recurring_occurrence_id, position)
) STRICT, WITHOUT ROWID;

-- Deleting the entry does not bring its occurrence back (ABO-05).
CREATE TRIGGER generated_entry_deleted BEFORE DELETE ON entry
WHEN EXISTS (SELECT 1 FROM recurring_occurrence WHERE entry_id = OLD.id)
BEGIN UPDATE recurring_occurrence SET entry_id = NULL WHERE entry_id = OLD.id; END;

CREATE TRIGGER occurrence_inserted_new BEFORE INSERT ON recurring_occurrence
WHEN EXISTS (SELECT 1 FROM recurring_occurrence
              WHERE id = NEW.id OR (recurring_entry_id = NEW.recurring_entry_id AND rank = NEW.rank) OR entry_id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'rule:already_there'); END;

CREATE TRIGGER occurrence_generated_once BEFORE UPDATE ON recurring_occurrence
WHEN NEW.id <> OLD.id OR NEW.recurring_entry_id <> OLD.recurring_entry_id OR NEW.rank <> OLD.rank
  OR (OLD.state = 'generated' AND (NEW.state <> 'generated' OR NEW.entry_id IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'rule:occurrence_generated'); END;

CREATE TRIGGER occurrence_generated_stays BEFORE DELETE ON recurring_occurrence
WHEN OLD.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'rule:occurrence_generated'); END;

-- The dates already generated hold the calendar of the card; a card that generated is not deleted (ABO-09).
CREATE TRIGGER recurring_calendar_held BEFORE UPDATE OF step, unit, first_date, month_end ON recurring_entry
WHEN (NEW.step, NEW.unit, NEW.first_date, NEW.month_end) <> (OLD.step, OLD.unit, OLD.first_date, OLD.month_end)
 AND EXISTS (SELECT 1 FROM recurring_occurrence WHERE recurring_entry_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:occurrence_generated'); END;
