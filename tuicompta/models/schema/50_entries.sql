-- Entries, their lines and the marks of the lines.
--
-- An entry is written in three moves inside one transaction: the entry with posted = 0, its lines, then posted = 1. The gate
-- (entry_gate.sql) checks the whole entry at the third move; a commit with an open entry is refused by the deferred key.

CREATE TABLE import_lot (
    id INTEGER PRIMARY KEY,
    format TEXT NOT NULL,
    file_name TEXT NOT NULL,
    siren TEXT NOT NULL DEFAULT '',
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    imported_at TEXT NOT NULL,
    imported_by INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    entries INTEGER NOT NULL,
    lines INTEGER NOT NULL
) STRICT;

CREATE TABLE numbered_export (
    number INTEGER PRIMARY KEY,
    format TEXT NOT NULL,
    exported_at TEXT NOT NULL,
    exported_by INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    fiscal_year_id INTEGER NOT NULL REFERENCES fiscal_year (id) ON DELETE RESTRICT,
    period_id INTEGER NOT NULL REFERENCES period (id) ON DELETE RESTRICT,
    journal_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    entry_date TEXT NOT NULL CHECK (entry_date IS date(entry_date, '+0 days')),
    piece_date TEXT NOT NULL CHECK (piece_date IS date(piece_date, '+0 days')),
    piece_number TEXT NOT NULL DEFAULT '' CHECK (length(piece_number) <= 30),
    status TEXT NOT NULL DEFAULT 'N' CHECK (status IN ('N', 'S', 'V')),
    posted INTEGER NOT NULL DEFAULT 0 CHECK (posted IN (0, 1)) REFERENCES must_be_true (value) DEFERRABLE INITIALLY DEFERRED,
    origin TEXT NOT NULL,
    source_kind TEXT,
    source_id INTEGER,
    definitive_number INTEGER CHECK (definitive_number >= 1),
    validated_at TEXT,
    validated_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    seal_number INTEGER CHECK (seal_number >= 1),
    seal BLOB CHECK (length(seal) = 32),
    export_number INTEGER REFERENCES numbered_export (number) ON DELETE RESTRICT,
    import_lot_id INTEGER REFERENCES import_lot (id) ON DELETE RESTRICT,
    import_number TEXT,
    import_key BLOB,
    linked INTEGER NOT NULL DEFAULT 0 CHECK (linked IN (0, 1)),
    reversed_entry_id INTEGER REFERENCES entry (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL DEFAULT 1,
    created_by INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    created_at TEXT NOT NULL,
    changed_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    changed_at TEXT,
    CHECK ((status = 'V') = (definitive_number IS NOT NULL)),
    CHECK ((status = 'V') = (validated_at IS NOT NULL)),
    CHECK ((status = 'V') = (seal IS NOT NULL)),
    CHECK ((status = 'V') = (seal_number IS NOT NULL))
) STRICT;

-- One balanced set that settles itself; a partial group (LETT-31) is a mark that locks nothing and balances nothing.
CREATE TABLE lettering (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    fiscal_year_id INTEGER NOT NULL REFERENCES fiscal_year (id) ON DELETE RESTRICT,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 5 AND code NOT GLOB '*[^0-9A-Za-z]*'),
    lettered_on TEXT NOT NULL CHECK (lettered_on IS date(lettered_on, '+0 days')),
    partial INTEGER NOT NULL DEFAULT 0 CHECK (partial IN (0, 1)),
    complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)) REFERENCES must_be_true (value) DEFERRABLE INITIALLY DEFERRED,
    lettered_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    UNIQUE (account_id, fiscal_year_id, code)
) STRICT;

CREATE TABLE entry_line (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    entry_date TEXT NOT NULL,
    piece_number TEXT NOT NULL DEFAULT '' CHECK (length(piece_number) <= 30),
    document_number TEXT NOT NULL DEFAULT '' CHECK (length(document_number) <= 30),
    piece_date TEXT CHECK (piece_date IS date(piece_date, '+0 days')),              -- NULL = that of the entry
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    folded_label TEXT NOT NULL,
    debit INTEGER NOT NULL DEFAULT 0 CHECK (debit BETWEEN -1000000000000000 AND 1000000000000000),
    credit INTEGER NOT NULL DEFAULT 0 CHECK (credit BETWEEN -1000000000000000 AND 1000000000000000),
    line_type TEXT CHECK (line_type IN ('invoice', 'credit_note', 'payment', 'refund')),
    payment_method_id INTEGER REFERENCES payment_method (id) ON DELETE RESTRICT,
    lettering_id INTEGER REFERENCES lettering (id) ON DELETE RESTRICT,
    tick_code TEXT,
    tick_date TEXT,
    carried_line_id INTEGER REFERENCES entry_line (id) ON DELETE RESTRICT,
    foot INTEGER NOT NULL DEFAULT 0 CHECK (foot IN (0, 1)),          -- counterpart of a day of a foot-of-journal journal
    CHECK ((debit = 0) <> (credit = 0)),
    CHECK ((tick_code IS NULL) = (tick_date IS NULL))
) STRICT;

CREATE TABLE due_date (
    id INTEGER PRIMARY KEY,
    entry_line_id INTEGER NOT NULL REFERENCES entry_line (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,   -- that of the line
    side TEXT NOT NULL CHECK (side IN ('D', 'C')),                      -- that of the balance of the line
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on, '+0 days')),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    matched INTEGER NOT NULL DEFAULT 0,                                 -- sum of its matchings, kept by triggers
    share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 10000),           -- hundredths of a percent
    payment_method_id INTEGER REFERENCES payment_method (id) ON DELETE RESTRICT,
    bank_id INTEGER REFERENCES bank (id) ON DELETE RESTRICT,
    edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)),
    held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
    hold_reason TEXT NOT NULL DEFAULT '',
    UNIQUE (entry_line_id, position),
    CHECK (matched BETWEEN 0 AND amount)
) STRICT;

CREATE TABLE matching (
    id INTEGER PRIMARY KEY,
    source_line_id INTEGER NOT NULL REFERENCES entry_line (id) ON DELETE RESTRICT,
    due_date_id INTEGER NOT NULL REFERENCES due_date (id) ON DELETE RESTRICT,
    amount INTEGER NOT NULL,
    matched_at TEXT NOT NULL,
    matched_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    UNIQUE (source_line_id, due_date_id)
) STRICT;
CREATE INDEX matching_of_due_date ON matching (due_date_id);

CREATE TRIGGER matching_added AFTER INSERT ON matching
BEGIN UPDATE due_date SET matched = matched + NEW.amount WHERE id = NEW.due_date_id; END;

CREATE TRIGGER matching_changed AFTER UPDATE OF amount, due_date_id ON matching
BEGIN
    UPDATE due_date SET matched = matched - OLD.amount WHERE id = OLD.due_date_id;
    UPDATE due_date SET matched = matched + NEW.amount WHERE id = NEW.due_date_id;
END;

CREATE TRIGGER matching_removed AFTER DELETE ON matching
BEGIN UPDATE due_date SET matched = matched - OLD.amount WHERE id = OLD.due_date_id; END;

-- VAT data frozen on a line (TVL-01). `vat_return_id` names the return that declares it.
CREATE TABLE vat_record (
    id INTEGER PRIMARY KEY,
    entry_line_id INTEGER NOT NULL REFERENCES entry_line (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('debits', 'receipts', 'exempt')),
    direction TEXT NOT NULL CHECK (direction IN ('collected', 'deductible', 'exempt')),
    territory TEXT,
    vat_operation_id INTEGER REFERENCES vat_operation (id) ON DELETE RESTRICT,
    rate INTEGER,
    base INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    vat_account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    source_line_id INTEGER REFERENCES entry_line (id) ON DELETE RESTRICT,
    vat_return_id INTEGER,
    modified_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    modified_at TEXT
) STRICT;

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
    document_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
    path TEXT,
    attached_at TEXT NOT NULL,
    attached_by INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    CHECK ((document_id IS NULL) <> (path IS NULL))
) STRICT;

-- How often each user typed an account in a journal, by month: orders the completion (KM-60), counts in no figure.
CREATE TABLE account_usage (
    user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    journal_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    month TEXT NOT NULL,
    lines INTEGER NOT NULL,
    PRIMARY KEY (user_id, journal_id, account_id, month)
) STRICT, WITHOUT ROWID;

-- Totals kept by triggers: a balance over a million lines reads a few thousand rows.
CREATE TABLE balance_total (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    period_id INTEGER NOT NULL REFERENCES period (id) ON DELETE RESTRICT,
    journal_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    status TEXT NOT NULL CHECK (status IN ('N', 'S', 'V')),
    debit INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    debit_lines INTEGER NOT NULL,
    credit_lines INTEGER NOT NULL,
    PRIMARY KEY (account_id, period_id, journal_id, status)
) STRICT, WITHOUT ROWID;
