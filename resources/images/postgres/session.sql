-- Gives the session its role, password and database. Run at every start; running it again changes nothing.
-- The values come from the environment, so that they are in no file, command line or log.
\set QUIET on
\set ON_ERROR_STOP on
\getenv session_user POSTGRES_USER
\getenv session_password POSTGRES_PASSWORD
\getenv session_database POSTGRES_DB
-- A statement that fails is logged with its text, and one of these holds the password.
SET log_min_error_statement = panic;
SET client_min_messages = warning;
\pset tuples_only on
SELECT format('CREATE ROLE %I', :'session_user')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'session_user') \gexec
-- A superuser, as in the official image.
ALTER ROLE :"session_user" SUPERUSER CREATEDB CREATEROLE REPLICATION BYPASSRLS LOGIN PASSWORD :'session_password';
-- The spare under the session's name; created only when the spare is used up.
SELECT format(CASE WHEN EXISTS (SELECT FROM pg_database WHERE datname = 'backbench_spare')
    THEN 'ALTER DATABASE backbench_spare RENAME TO %I' ELSE 'CREATE DATABASE %I' END, :'session_database')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'session_database') \gexec
SELECT format('ALTER DATABASE %I OWNER TO %I', :'session_database', :'session_user')
  FROM pg_database WHERE datname = :'session_database' AND datdba <> (SELECT oid FROM pg_roles WHERE rolname = :'session_user')
    AND datname NOT IN ('postgres', 'template1') \gexec
