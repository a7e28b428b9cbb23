-- What the card of a third party holds beside its identity: addresses, contacts, bank details and mandates.

CREATE TABLE third_party_address (
    third_party_id INTEGER NOT NULL REFERENCES third_party (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('invoicing', 'delivery', 'other')),
    position INTEGER NOT NULL CHECK (position >= 0 AND (kind = 'other' OR position = 0)),
    name TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 60),
    address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 40),
    address_2 TEXT NOT NULL DEFAULT '' CHECK (length(address_2) <= 40),
    address_3 TEXT NOT NULL DEFAULT '' CHECK (length(address_3) <= 40),
    address_4 TEXT NOT NULL DEFAULT '' CHECK (length(address_4) <= 40),
    postal_code TEXT NOT NULL DEFAULT '' CHECK (length(postal_code) <= 10),
    town TEXT NOT NULL DEFAULT '' CHECK (length(town) <= 35),
    department TEXT NOT NULL DEFAULT '' CHECK (length(department) <= 50),
    country TEXT NOT NULL DEFAULT '' CHECK (length(country) <= 50),
    website TEXT NOT NULL DEFAULT '' CHECK (length(website) <= 100),
    PRIMARY KEY (third_party_id, kind, position)
) STRICT, WITHOUT ROWID;

-- Position 0 is the main contact.
CREATE TABLE third_party_contact (
    third_party_id INTEGER NOT NULL REFERENCES third_party (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 0),
    title TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 25),
    last_name TEXT NOT NULL DEFAULT '' CHECK (length(last_name) <= 60),
    first_name TEXT NOT NULL DEFAULT '' CHECK (length(first_name) <= 60),
    role TEXT NOT NULL DEFAULT '' CHECK (length(role) <= 40),
    office TEXT NOT NULL DEFAULT '' CHECK (length(office) <= 40),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 20),
    mobile TEXT NOT NULL DEFAULT '' CHECK (length(mobile) <= 20),
    fax TEXT NOT NULL DEFAULT '' CHECK (length(fax) <= 20),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 100),
    PRIMARY KEY (third_party_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE bank_details (
    id INTEGER PRIMARY KEY,
    third_party_id INTEGER NOT NULL REFERENCES third_party (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 0),
    main INTEGER NOT NULL DEFAULT 0 CHECK (main IN (0, 1)),
    holder TEXT NOT NULL DEFAULT '' CHECK (length(holder) <= 70),
    iban TEXT NOT NULL CHECK (length(iban) > 0),                        -- in groups of four
    bic TEXT NOT NULL DEFAULT '' CHECK (length(bic) IN (0, 8, 11)),
    mandate TEXT NOT NULL DEFAULT '' CHECK (length(mandate) <= 35),
    signed_on TEXT,
    scheme TEXT NOT NULL DEFAULT 'CORE' CHECK (scheme IN ('CORE', 'B2B')),
    sequence TEXT NOT NULL DEFAULT 'RCUR' CHECK (sequence IN ('FRST', 'RCUR', 'OOFF', 'FNAL')),
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
    last_used_on TEXT
) STRICT;
CREATE INDEX bank_details_of_third_party ON bank_details (third_party_id, position);
CREATE UNIQUE INDEX bank_details_main ON bank_details (third_party_id) WHERE main = 1;
