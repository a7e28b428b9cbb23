-- Chart of accounts, third parties, payment terms, banks, VAT tables.

CREATE TABLE payment_method (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 6),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
    nature TEXT NOT NULL CHECK (nature IN ('cheque', 'transfer', 'direct_debit', 'card', 'cash',
                                           'bill_of_exchange', 'promissory_note', 'other')),
    default_bank_id INTEGER REFERENCES bank (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE payment_term (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 6),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE payment_term_line (
    payment_term_id INTEGER NOT NULL REFERENCES payment_term (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    share INTEGER NOT NULL CHECK (share BETWEEN 1 AND 10000),           -- hundredths of a percent
    days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 365),
    kind TEXT NOT NULL CHECK (kind IN ('cash', 'net', 'net_on', 'end_of_month', 'end_of_month_on')),
    day INTEGER CHECK (day BETWEEN 1 AND 31),
    accounting_month INTEGER NOT NULL DEFAULT 0 CHECK (accounting_month IN (0, 1)),
    payment_method_id INTEGER REFERENCES payment_method (id) ON DELETE RESTRICT,
    PRIMARY KEY (payment_term_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE vat_rate (
    territory TEXT NOT NULL CHECK (territory IN ('mainland', 'corsica', 'overseas', 'guiana_mayotte', 'monaco',
                                                 'intra_community', 'outside_france', 'import')),
    rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 10000),             -- hundredths of a percent
    start_date TEXT NOT NULL,
    end_date TEXT,
    PRIMARY KEY (territory, rate, start_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE vat_operation (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL UNIQUE,
    taxable INTEGER NOT NULL CHECK (taxable IN (0, 1))
) STRICT;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 10 AND number GLOB '[1-9]*' AND number NOT GLOB '*[^0-9A-Z]*'),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
    folded_title TEXT NOT NULL,
    type TEXT NOT NULL DEFAULT 'D' CHECK (type IN ('D', 'R')),
    blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    lettering INTEGER NOT NULL DEFAULT 0 CHECK (lettering IN (0, 1)),
    approximate_lettering INTEGER NOT NULL DEFAULT 0 CHECK (approximate_lettering IN (0, 1)),
    maximum_gap INTEGER,
    gap_account_debit_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    gap_account_credit_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    gap_journal_id INTEGER REFERENCES journal (id) ON DELETE RESTRICT,
    next_lettering_code TEXT NOT NULL DEFAULT 'AA',
    reconciliation TEXT NOT NULL DEFAULT 'none' CHECK (reconciliation IN ('none', 'by_account', 'by_journal')),
    due_date_mode TEXT NOT NULL DEFAULT 'none' CHECK (due_date_mode IN ('none', 'schedule', 'automatic')),
    payment_term_id INTEGER REFERENCES payment_term (id) ON DELETE RESTRICT,
    control_account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    summary_carry_forward INTEGER NOT NULL DEFAULT 1 CHECK (summary_carry_forward IN (0, 1)),
    centralised INTEGER NOT NULL DEFAULT 0 CHECK (centralised IN (0, 1)),
    purchase_nature INTEGER NOT NULL DEFAULT 0 CHECK (purchase_nature IN (0, 1)),
    sale_nature INTEGER NOT NULL DEFAULT 0 CHECK (sale_nature IN (0, 1)),
    vat_exempt INTEGER NOT NULL DEFAULT 0 CHECK (vat_exempt IN (0, 1)),
    vat_direction TEXT CHECK (vat_direction IN ('collected', 'deductible')),
    vat_territory TEXT,
    vat_rate INTEGER CHECK (vat_rate BETWEEN 0 AND 10000),
    vat_operation_id INTEGER REFERENCES vat_operation (id) ON DELETE RESTRICT,
    vat_basis TEXT CHECK (vat_basis IN ('debits', 'receipts')),
    proposed_vat_account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    proposed_vat_due_account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL DEFAULT 1,
    created_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    created_at TEXT,
    changed_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    changed_at TEXT,
    CHECK (type = 'R' OR (length(number) >= 3 AND number GLOB '[1-9][0-9][0-9]*'))
) STRICT;

-- Journal types where the account is allowed, and the side proposed there (FC-33). NULL side = automatic.
CREATE TABLE account_journal_type (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    journal_type TEXT NOT NULL CHECK (journal_type IN ('purchases', 'sales', 'treasury', 'general')),
    allowed INTEGER NOT NULL CHECK (allowed IN (0, 1)),
    side TEXT CHECK (side IN ('D', 'C')),
    PRIMARY KEY (account_id, journal_type)
) STRICT, WITHOUT ROWID;

CREATE TABLE associated_account (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    associated_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    amount_rule TEXT NOT NULL CHECK (amount_rule IN ('none', 'balance', 'net_of_total', 'vat_of_total', 'percentage')),
    percentage INTEGER CHECK (percentage BETWEEN 1 AND 10000),
    PRIMARY KEY (account_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE third_party (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    folded_name TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    main INTEGER NOT NULL DEFAULT 1 CHECK (main IN (0, 1)),
    legal_form TEXT NOT NULL DEFAULT '',
    siren TEXT NOT NULL DEFAULT '',
    siret TEXT NOT NULL DEFAULT '',
    vat_number TEXT NOT NULL DEFAULT '',
    blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    dunning_excluded INTEGER NOT NULL DEFAULT 0 CHECK (dunning_excluded IN (0, 1)),
    dunning_level INTEGER NOT NULL DEFAULT 0 CHECK (dunning_level BETWEEN 0 AND 3),
    dunning_email TEXT NOT NULL DEFAULT '',
    invoicing_address TEXT NOT NULL DEFAULT '',
    invoicing_platform TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    created_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    created_at TEXT,
    changed_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    changed_at TEXT
) STRICT;
CREATE INDEX third_party_of_account ON third_party (account_id);
CREATE UNIQUE INDEX third_party_main ON third_party (account_id) WHERE main = 1;

CREATE TABLE bank (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 5),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    account_id INTEGER NOT NULL UNIQUE REFERENCES account (id) ON DELETE RESTRICT,
    journal_id INTEGER NOT NULL UNIQUE REFERENCES journal (id) ON DELETE RESTRICT,
    iban TEXT NOT NULL DEFAULT '',                                      -- without spaces; the RIB is inside
    bic TEXT NOT NULL DEFAULT '',
    creditor_identifier TEXT NOT NULL DEFAULT '',
    national_issuer TEXT NOT NULL DEFAULT '' CHECK (length(national_issuer) <= 6),
    line_breaks INTEGER NOT NULL DEFAULT 0 CHECK (line_breaks IN (0, 1)),
    transfer_format TEXT NOT NULL DEFAULT 'pain.001.001.09' CHECK (transfer_format IN ('pain.001.001.09', 'pain.001.001.03')),
    debit_format TEXT NOT NULL DEFAULT 'pain.008.001.08' CHECK (debit_format IN ('pain.008.001.08', 'pain.008.001.02')),
    overdraft INTEGER NOT NULL DEFAULT 0 CHECK (overdraft >= 0),
    address TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(address)),     -- fields ADR-07
    contact TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(contact)),     -- fields ADR-08
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE chequebook (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    bank_id INTEGER NOT NULL REFERENCES bank (id) ON DELETE RESTRICT,
    opened_on TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'cancelled', 'finished')),
    main INTEGER NOT NULL DEFAULT 0 CHECK (main IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX chequebook_main ON chequebook (bank_id) WHERE main = 1;

CREATE TABLE cheque (
    id INTEGER PRIMARY KEY,
    chequebook_id INTEGER REFERENCES chequebook (id) ON DELETE RESTRICT,   -- NULL once the book of a used cheque is deleted
    bank_id INTEGER NOT NULL REFERENCES bank (id) ON DELETE RESTRICT,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 9999999),
    state TEXT NOT NULL DEFAULT 'available' CHECK (state IN ('available', 'used', 'cancelled', 'blocked')),
    entry_line_id INTEGER UNIQUE REFERENCES entry_line (id) ON DELETE RESTRICT,
    paid_on TEXT,
    payee TEXT NOT NULL DEFAULT '',
    object TEXT NOT NULL DEFAULT '',
    amount INTEGER,
    notes TEXT NOT NULL DEFAULT '',
    UNIQUE (bank_id, number),
    CHECK (entry_line_id IS NULL OR state <> 'available')
) STRICT;
CREATE INDEX cheque_of_chequebook ON cheque (chequebook_id, number);

-- An account that carries a line is not renumbered, not turned into a root; the database refuses it whatever the screen.
CREATE TRIGGER account_number_locked BEFORE UPDATE OF number, type ON account
WHEN (NEW.number <> OLD.number OR NEW.type <> OLD.type) AND EXISTS (SELECT 1 FROM entry_line WHERE account_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:account_used'); END;

CREATE TRIGGER account_inserted_new BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id OR number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'rule:already_there'); END;

CREATE TRIGGER account_keeps_its_identity BEFORE UPDATE ON account
WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'rule:identity_frozen'); END;

CREATE TRIGGER account_number_taken BEFORE UPDATE OF number ON account
WHEN EXISTS (SELECT 1 FROM account WHERE number = NEW.number AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:already_there'); END;

CREATE TRIGGER account_used_stays BEFORE DELETE ON account
WHEN EXISTS (SELECT 1 FROM entry_line WHERE account_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'rule:account_used'); END;
