-- Gives the session its role, password and database. Running it again changes nothing.
-- The values come from the environment, so that they are in no file, command line or log.
\set QUIET on
\set ON_ERROR_STOP on
\getenv session_user POSTGRES_USER
\getenv session_password POSTGRES_PASSWORD
\getenv session_database POSTGRES_DB
\pset tuples_only on
-- A statement that fails is logged with its text, and one of these holds the password.
SET log_min_error_statement = panic;
-- One transaction: whole or not at all, and one wait for the disk.
BEGIN;
SELECT format('CREATE ROLE %I', :'session_user')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'session_user') \gexec
-- A superuser, as in the official image.
ALTER ROLE :"session_user" SUPERUSER CREATEDB CREATEROLE REPLICATION BYPASSRLS LOGIN PASSWORD :'session_password';
-- The spare under the session's name: renaming takes a millisecond.
SELECT format('ALTER DATABASE %I %s', v.datname, v.change) FROM (VALUES
    ('backbench_spare', format('OWNER TO %I', :'session_user')),
    ('backbench_spare', format('RENAME TO %I', :'session_database'))) AS v(datname, change)
  WHERE EXISTS (SELECT FROM pg_database WHERE datname = 'backbench_spare')
    AND NOT EXISTS (SELECT FROM pg_database WHERE datname = :'session_database') \gexec
COMMIT;
-- Only where the spare is used up: a container made from another one's data.
SELECT format('CREATE DATABASE %I OWNER %I', :'session_database', :'session_user')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'session_database') \gexec
