/**
 * The database's schema as a list of steps; `user_version` counts those that have run.
 * A step that was released never changes: a new one is added.
 */
export const migrations: readonly string[] = [
  `
  -- What happened, in order. The truth that everything shown is derived from.
  CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,            -- milliseconds since 1970
    lab TEXT NOT NULL,
    lab_version INTEGER NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data))
  ) STRICT;
  CREATE INDEX event_lab ON event (lab, id);
  CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
  CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

  -- What runs, or can be run again, on this machine: one row a lab.
  CREATE TABLE session (
    lab TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    engine TEXT,                    -- docker or native; null until it first started
    passwords TEXT NOT NULL,        -- JSON: service id to password
    running INTEGER NOT NULL,       -- 1 from before the first service starts until all are stopped
    owner TEXT                      -- the process that supervises it (see process-identity); null when started to stay
  ) STRICT;

  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT;

  -- How long acts took, to tell how long they usually take.
  CREATE TABLE timing (act TEXT NOT NULL, at INTEGER NOT NULL, ms INTEGER NOT NULL) STRICT;
  CREATE INDEX timing_act ON timing (act, at);
  `,
  `
  -- Labs in several languages: what happened belongs to one of them, and each runs on its own. '' is a lab without variants.
  ALTER TABLE event ADD COLUMN variant TEXT NOT NULL DEFAULT '';
  CREATE INDEX event_lab_variant ON event (lab, variant, id);
  CREATE TABLE session_of_variant (
    lab TEXT NOT NULL,
    variant TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    engine TEXT,                    -- docker or native; null until it first started
    passwords TEXT NOT NULL,        -- JSON: service id to password
    running INTEGER NOT NULL,       -- 1 from before the first service starts until all are stopped
    owner TEXT,                     -- the process that supervises it (see process-identity); null when started to stay
    PRIMARY KEY (lab, variant)
  ) STRICT;
  INSERT INTO session_of_variant SELECT lab, '', id, engine, passwords, running, owner FROM session;
  DROP TABLE session;
  ALTER TABLE session_of_variant RENAME TO session;
  `,
];
