/**
 * The database's schema as a list of steps; `user_version` counts those that have run.
 * A step that was released never changes: a new one is added.
 */
import { chainOldEvents } from './chain-old-events.ts';
import type { Db } from './database.ts';

/** SQL, or what SQL alone can't do. Runs in one transaction with the others. */
export type Migration = string | ((db: Db) => void);

export const migrations: readonly Migration[] = [
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
  `
  -- States of a lab that can be brought back: its files, and the data of all its services on one engine.
  CREATE TABLE checkpoint (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session TEXT NOT NULL,
    engine TEXT NOT NULL,           -- docker or native: whose services hold the data
    at INTEGER NOT NULL,            -- milliseconds since 1970
    reason TEXT NOT NULL,           -- see CHECKPOINT_REASONS
    step TEXT NOT NULL,             -- where the learner was
    parent INTEGER,                 -- the checkpoint that the work went on from; null for the first
    event INTEGER NOT NULL,         -- the newest event then: progress goes back to it
    files TEXT NOT NULL,            -- the name that the workspace keeps it under
    data TEXT NOT NULL CHECK (json_valid(data)),  -- service id to the name that the service keeps it under
    undone INTEGER NOT NULL,        -- 1 once the act that it was taken before was undone
    ready INTEGER NOT NULL          -- 0 while it is being made
  ) STRICT;
  CREATE INDEX checkpoint_session ON checkpoint (session, engine, id);

  -- The checkpoint that the present state goes on from.
  CREATE TABLE timeline (session TEXT NOT NULL, engine TEXT NOT NULL, head INTEGER NOT NULL, PRIMARY KEY (session, engine)) STRICT;

  -- Acts under way that exchange files and data. Whoever finds one whose process has ended brings the checkpoint back.
  CREATE TABLE exchange (
    session TEXT NOT NULL,
    engine TEXT NOT NULL,
    checkpoint INTEGER NOT NULL,
    owner TEXT NOT NULL,            -- the process that does it, see process-identity
    files_back INTEGER NOT NULL,    -- 1 once the files were brought back; the services must run for the rest
    PRIMARY KEY (session, engine)
  ) STRICT;

  -- What checks of events saw when the step began.
  CREATE TABLE seen (session TEXT NOT NULL, "check" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (session, "check")) STRICT;
  `,
  // From here on events are in a chain, see event-chain.ts.
  chainOldEvents,
];
