-- Small tables (DV), and the history of the VAT regime of the company (ST-05).

CREATE TABLE title (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 25),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE country (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 2 AND 3 AND code NOT GLOB '*[^A-Z]*'),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    folded_name TEXT NOT NULL,
    inactive INTEGER NOT NULL DEFAULT 0 CHECK (inactive IN (0, 1)),
    eu INTEGER NOT NULL DEFAULT 0 CHECK (eu IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE department (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 3),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    folded_name TEXT NOT NULL,
    country_id INTEGER NOT NULL REFERENCES country (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (country_id, number),
    UNIQUE (id, country_id)
) STRICT;

-- A département of another country than the one of the code is refused by the key on both columns (DV-02).
CREATE TABLE postal_code (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 10),
    town TEXT NOT NULL CHECK (length(town) BETWEEN 1 AND 35),
    folded_town TEXT NOT NULL,
    country_id INTEGER NOT NULL REFERENCES country (id) ON DELETE RESTRICT,
    department_id INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (code, town, country_id),
    FOREIGN KEY (department_id, country_id) REFERENCES department (id, country_id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX postal_code_of_town ON postal_code (folded_town);

CREATE TABLE naf_code (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 8),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
    folded_label TEXT NOT NULL,
    nomenclature TEXT NOT NULL CHECK (nomenclature IN ('naf_2', 'naf_2025')),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (nomenclature, code)
) STRICT;

CREATE TABLE vat_regime (
    start_date TEXT PRIMARY KEY CHECK (start_date IS date(start_date, '+0 days')),
    regime TEXT NOT NULL CHECK (regime IN ('FB', 'RM', 'RT', 'ST'))
) STRICT, WITHOUT ROWID;
