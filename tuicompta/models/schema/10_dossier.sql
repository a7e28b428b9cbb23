-- Who works on the dossier, its settings, its append-only log and its files.

-- What must be true at COMMIT: a child column that holds 0 points at no row here, and the deferred foreign key refuses the commit.
CREATE TABLE must_be_true (value INTEGER PRIMARY KEY CHECK (value = 1)) STRICT;
INSERT INTO must_be_true VALUES (1);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 10 AND code NOT GLOB '*[^A-Z0-9]*'),
    name TEXT NOT NULL,
    password_hash TEXT,
    unix_account TEXT,
    blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO user (id, code, name) VALUES (1, 'ADM', 'Administrateur');

-- Seals and events name users by their code (US-03).
CREATE TRIGGER user_code_frozen BEFORE UPDATE OF code ON user
WHEN NEW.code <> OLD.code
BEGIN SELECT RAISE(ABORT, 'rule:user_code_frozen'); END;

-- What each user left as it was: current fiscal year, last journal, entry stops, tabs.
CREATE TABLE user_state (
    user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    key TEXT NOT NULL,
    value TEXT NOT NULL CHECK (json_valid(value)),
    PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    machine TEXT NOT NULL,
    process INTEGER NOT NULL,
    process_start TEXT NOT NULL,
    started_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    closed_by TEXT
) STRICT;

CREATE TABLE record_lock (
    record_kind TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE RESTRICT,
    locked_at TEXT NOT NULL,
    PRIMARY KEY (record_kind, record_id)
) STRICT, WITHOUT ROWID;

-- Typed and unsaved input (DOSO-10): one row an entry, so that only what changed is rewritten. Counts in no figure.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
    session_id INTEGER,
    screen TEXT NOT NULL,
    context TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(context)),
    started_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE draft_entry (
    draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    debit INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    PRIMARY KEY (draft_id, position)
) STRICT, WITHOUT ROWID;

-- Event log (JE): chained, numbered without gap, never changed nor deleted.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    happened_at TEXT NOT NULL,
    user_code TEXT NOT NULL,
    machine TEXT NOT NULL,
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    reason TEXT,
    seal BLOB NOT NULL CHECK (length(seal) = 32)
) STRICT;

CREATE TRIGGER event_without_gap BEFORE INSERT ON event
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'rule:event_without_gap'); END;

CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'rule:event_append_only'); END;

CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'rule:event_append_only'); END;

-- Document store (INST-03): attached files, logo, files of the numbered exports.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    size INTEGER NOT NULL CHECK (size >= 0),
    content BLOB NOT NULL,
    stored_at TEXT NOT NULL,
    stored_by INTEGER NOT NULL REFERENCES user (id) ON DELETE RESTRICT
) STRICT;

-- Named layouts of lists, drop-down lists and grids (VUE).
CREATE TABLE view (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    owner_id INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
    layout TEXT NOT NULL CHECK (json_valid(layout)),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (list, name, owner_id)
) STRICT;

CREATE TABLE note (
    record_kind TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    text TEXT NOT NULL CHECK (length(text) <= 10000),
    PRIMARY KEY (record_kind, record_id)
) STRICT, WITHOUT ROWID;

-- Who wrote a record by its card, and when (FIC-20). Accounts, third parties and entries bear it themselves.
CREATE TABLE record_author (
    record_kind TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    created_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,    -- NULL = delivered with the dossier
    created_at TEXT,
    changed_by INTEGER REFERENCES user (id) ON DELETE RESTRICT,
    changed_at TEXT,
    PRIMARY KEY (record_kind, record_id)
) STRICT, WITHOUT ROWID;
