-- Practical entry (SP, SPT): invoices and cash operations typed without accounts. Each names the entry it posted, once (INVT-01);
-- the entry names the operation back and is linked to it, so that the gate of entries lets it change only with it (INV-09).

-- Categories of the user beside the delivered ones (SPT-02). Deleting one leaves the operations as they are (INVT-04).
CREATE TABLE practical_category (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('receipt', 'expense')),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 40),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    vat INTEGER NOT NULL DEFAULT 0 CHECK (vat IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (kind, label)
) STRICT;

-- `account_id`: the third party of an invoice, receipt or payment, the other account of an operation, the target of a transfer, none
-- for a deposit. `extra`: the part of the amount that goes to a second account (charge on bills, interest of a loan).
CREATE TABLE practical_operation (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('purchase', 'sale', 'receipt', 'expense', 'transfer', 'deposit')),
    operation_date TEXT NOT NULL CHECK (operation_date IS date(operation_date, '+0 days')),
    piece_number TEXT NOT NULL DEFAULT '' CHECK (length(piece_number) <= 30),
    description TEXT NOT NULL DEFAULT '' CHECK (length(description) <= 100),
    amount INTEGER NOT NULL CHECK (amount <> 0 AND amount BETWEEN -1000000000000000 AND 1000000000000000),
    account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    treasury_account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    due_on TEXT CHECK (due_on IS date(due_on, '+0 days')),
    category TEXT NOT NULL DEFAULT '',
    category_label TEXT NOT NULL DEFAULT '',
    own_category_id INTEGER REFERENCES practical_category (id) ON DELETE RESTRICT,
    vat_rate INTEGER CHECK (vat_rate BETWEEN 0 AND 10000),
    vat INTEGER NOT NULL DEFAULT 0,
    extra INTEGER NOT NULL DEFAULT 0,
    entry_id INTEGER NOT NULL UNIQUE REFERENCES entry (id) ON DELETE RESTRICT,
    second_entry_id INTEGER UNIQUE REFERENCES entry (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL DEFAULT 1,
    created_by INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    created_at TEXT NOT NULL,
    changed_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    changed_at TEXT,
    CHECK ((kind IN ('purchase', 'sale')) = (treasury_account_id IS NULL)),
    CHECK (kind IN ('purchase', 'sale') OR amount > 0),
    CHECK ((kind = 'deposit') = (account_id IS NULL)),
    CHECK (second_entry_id IS NULL OR kind = 'transfer')
) STRICT;
CREATE INDEX practical_operation_of_account ON practical_operation (kind, account_id, operation_date);

-- One VAT rate of an invoice (SP-20); no rate = «Sans TVA».
CREATE TABLE practical_block (
    operation_id INTEGER NOT NULL REFERENCES practical_operation (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    rate INTEGER CHECK (rate BETWEEN 1 AND 10000),                      -- hundredths of a percent
    vat INTEGER NOT NULL,
    PRIMARY KEY (operation_id, position),
    CHECK (rate IS NOT NULL OR vat = 0)
) STRICT, WITHOUT ROWID;

-- A nature and its net amount.
CREATE TABLE practical_line (
    operation_id INTEGER NOT NULL,
    block INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    amount INTEGER NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (operation_id, block, position),
    FOREIGN KEY (operation_id, block) REFERENCES practical_block (operation_id, position) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

-- A received cheque taken to the bank, once (SPT-09); what its drawer wrote on it, when typed (ETCH-03).
CREATE TABLE practical_cheque (
    operation_id INTEGER NOT NULL REFERENCES practical_operation (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    received_line_id INTEGER NOT NULL UNIQUE REFERENCES entry_line (id) ON DELETE RESTRICT,
    drawer TEXT NOT NULL DEFAULT '' CHECK (length(drawer) <= 60),
    bank TEXT NOT NULL DEFAULT '' CHECK (length(bank) <= 40),
    number TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 30),
    amount INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (operation_id, position)
) STRICT, WITHOUT ROWID;
