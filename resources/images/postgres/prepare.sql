-- What every session would otherwise wait for. Run once, while the image is built.

-- A session's database is this one under another name: renaming takes a millisecond, creating twenty.
CREATE DATABASE backbench_spare;

-- The rows every connection reads first, in the order a checkpoint leaves them: nothing to freeze later.
VACUUM FREEZE ANALYZE;
\connect backbench_spare
VACUUM FREEZE ANALYZE;
\connect template1
VACUUM FREEZE ANALYZE;
\connect postgres
CHECKPOINT;
