/**
 * Statements that make the objects of a database again, read from its catalogue. PostgreSQL writes most of them
 * itself (pg_get_…def). They come in no useful order: who applies them tries again what was too early.
 * Left out: what the learner's role can't make (roles, event triggers, foreign servers), privileges, comments, aggregates.
 * A materialized view is filled anew, from the present rows.
 */
import type { Client } from 'pg';

export interface Ddl {
  /** Needed before rows can be there. */
  before: string[];
  /** Quicker or only possible once the rows are there: keys, indexes, triggers, views. */
  after: string[];
  /** Tables with rows of their own, and their columns that can be written. */
  tables: { name: string; columns: string }[];
  /** For the maintenance role. */
  extensions: string[];
}

/** Not the system's, not of an extension. `%s` is the object's number, `%s` the catalogue that it is in, `%s` its schema's number. */
const own = (oid: string, catalogue: string, schema: string): string => `${schema} IN (
    SELECT oid FROM pg_namespace WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)')
  AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = ${oid} AND d.classid = '${catalogue}'::regclass AND d.deptype = 'e')`;

const SCHEMAS = `SELECT format('CREATE SCHEMA %I', nspname) FROM pg_namespace AS n
  WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'public') AND nspname !~ '^pg_' AND ${own('n.oid', 'pg_namespace', 'n.oid')}`;

const EXTENSIONS = `SELECT format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I', extname, nspname)
  FROM pg_extension JOIN pg_namespace AS n ON n.oid = extnamespace WHERE extname <> 'plpgsql'`;

const TYPES = `SELECT CASE typtype
    WHEN 'e' THEN format('CREATE TYPE %s AS ENUM (%s)', t.oid::regtype, (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
    WHEN 'd' THEN format('CREATE DOMAIN %s AS %s%s%s%s', t.oid::regtype, format_type(typbasetype, typtypmod), ' DEFAULT ' || typdefault, CASE WHEN typnotnull THEN ' NOT NULL' END,
      (SELECT string_agg(format(' CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), '') FROM pg_constraint WHERE contypid = t.oid AND contype = 'c'))
    WHEN 'r' THEN (SELECT format('CREATE TYPE %s AS RANGE (SUBTYPE = %s)', t.oid::regtype, rngsubtype::regtype) FROM pg_range WHERE rngtypid = t.oid)
    ELSE format('CREATE TYPE %s AS (%s)', t.oid::regtype, (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
      FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped)) END
  FROM pg_type AS t LEFT JOIN pg_class AS c ON c.oid = typrelid
  WHERE (typtype IN ('e', 'd', 'r') OR (typtype = 'c' AND c.relkind = 'c')) AND ${own('t.oid', 'pg_type', 'typnamespace')}`;

/** Sequences that are not part of an identity column. */
const SEQUENCES = `SELECT format('CREATE SEQUENCE %s AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s%s', c.oid::regclass, seqtypid::regtype,
    seqincrement, seqmin, seqmax, seqstart, seqcache, CASE WHEN seqcycle THEN ' CYCLE' END)
  FROM pg_class AS c JOIN pg_sequence ON seqrelid = c.oid
  WHERE ${own('c.oid', 'pg_class', 'relnamespace')} AND NOT EXISTS (SELECT 1 FROM pg_depend AS i WHERE i.objid = c.oid AND i.classid = 'pg_class'::regclass AND i.deptype = 'i')`;

/** The functions that a range type brings along are made with it. */
const FUNCTIONS = `SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p JOIN pg_language AS l ON l.oid = prolang
  WHERE prokind IN ('f', 'p', 'w') AND lanname NOT IN ('internal', 'c') AND ${own('p.oid', 'pg_proc', 'pronamespace')}`;

const COLUMNS = `SELECT string_agg(format('%I %s%s%s%s', attname, format_type(atttypid, atttypmod),
      CASE WHEN attcollation <> typcollation AND attcollation <> 0 THEN ' COLLATE ' || attcollation::regcollation END,
      CASE WHEN attidentity <> '' THEN format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %s INCREMENT %s START %s MINVALUE %s MAXVALUE %s)',
             CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, seqrelid::regclass, seqincrement, seqstart, seqmin, seqmax)
           WHEN attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(adbin, adrelid))
           WHEN attgenerated = 'v' THEN format(' GENERATED ALWAYS AS (%s) VIRTUAL', pg_get_expr(adbin, adrelid))
           WHEN adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(adbin, adrelid) END,
      CASE WHEN attnotnull THEN ' NOT NULL' END), ', ' ORDER BY attnum)
  FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  LEFT JOIN pg_sequence ON attidentity <> '' AND seqrelid = pg_get_serial_sequence(attrelid::regclass::text, attname)::regclass
  WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attislocal`;

const PARENTS = `(SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid)`;

const TABLES = `SELECT CASE
    WHEN relispartition THEN format('CREATE TABLE %s PARTITION OF %s %s', c.oid::regclass, ${PARENTS}, pg_get_expr(relpartbound, c.oid))
    ELSE format('CREATE TABLE %s (%s)%s', c.oid::regclass, (${COLUMNS}), ' INHERITS (' || ${PARENTS} || ')') END
    || coalesce(' PARTITION BY ' || pg_get_partkeydef(c.oid), '') || coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')
  FROM pg_class AS c WHERE relkind IN ('r', 'p') AND ${own('c.oid', 'pg_class', 'relnamespace')}`;

const CONSTRAINTS = `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid))
  FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = conrelid
  WHERE contype IN ('p', 'u', 'x', 'c', 'f') AND conislocal AND conparentid = 0 AND ${own('c.oid', 'pg_class', 'relnamespace')}
  ORDER BY contype = 'f'`;

/** An index of a partitioned table is made on all its partitions at once; PostgreSQL itself writes ONLY there. */
const INDEXES = `SELECT CASE i.relkind WHEN 'I' THEN replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') ELSE pg_get_indexdef(indexrelid) END FROM pg_index JOIN pg_class AS c ON c.oid = indrelid JOIN pg_class AS i ON i.oid = indexrelid
  WHERE indisvalid AND NOT i.relispartition AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
  AND ${own('c.oid', 'pg_class', 'c.relnamespace')}`;

const VIEWS = `SELECT format('CREATE %s %s%s AS %s', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, c.oid::regclass,
    ' WITH (' || array_to_string(reloptions, ', ') || ')', rtrim(pg_get_viewdef(c.oid), ';'))
  FROM pg_class AS c WHERE relkind IN ('v', 'm') AND ${own('c.oid', 'pg_class', 'relnamespace')}`;

const TRIGGERS = `SELECT pg_get_triggerdef(t.oid) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
  WHERE NOT tgisinternal AND tgparentid = 0 AND tgenabled <> 'D' AND ${own('c.oid', 'pg_class', 'relnamespace')}`;

const RULES = `SELECT pg_get_ruledef(r.oid) FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = ev_class
  WHERE rulename <> '_RETURN' AND ${own('c.oid', 'pg_class', 'relnamespace')}`;

const SECURITY = `SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', c.oid::regclass) FROM pg_class AS c WHERE relrowsecurity AND ${own('c.oid', 'pg_class', 'relnamespace')}
  UNION ALL SELECT format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', c.oid::regclass) FROM pg_class AS c WHERE relforcerowsecurity AND ${own('c.oid', 'pg_class', 'relnamespace')}
  UNION ALL SELECT format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s', policyname, schemaname, tablename, permissive, cmd,
    (SELECT string_agg(CASE r WHEN 'public' THEN 'PUBLIC' ELSE quote_ident(r) END, ', ') FROM unnest(roles) AS r), ' USING (' || qual || ')', ' WITH CHECK (' || with_check || ')') FROM pg_policies`;

/** Only what was used: a sequence that was never asked starts where it was made to start. */
const SEQUENCE_VALUES = `SELECT format('SELECT pg_catalog.setval(%L, %s, true)', format('%I.%I', schemaname, sequencename), last_value)
  FROM pg_sequences WHERE last_value IS NOT NULL`;

const OWNED_SEQUENCES = `SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', s.oid::regclass, d.refobjid::regclass, attname)
  FROM pg_class AS s JOIN pg_depend AS d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid > 0
  JOIN pg_attribute ON attrelid = d.refobjid AND attnum = d.refobjsubid WHERE s.relkind = 'S' AND ${own('s.oid', 'pg_class', 's.relnamespace')}`;

const DATA = `SELECT c.oid::regclass::text, (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '')
  FROM pg_class AS c WHERE relkind = 'r' AND ${own('c.oid', 'pg_class', 'relnamespace')} ORDER BY 1`;

/**
 * @param client in a transaction with one snapshot, as a role that may read everything
 * @throws the server's error
 */
export async function catalogueDdl(client: Client): Promise<Ddl> {
  // So that every name is written with its schema.
  await client.query("SET LOCAL search_path = ''");
  const ask = async (...queries: string[]): Promise<string[]> => {
    const statements: string[] = [];
    for (const text of queries) for (const row of (await client.query<[string]>({ rowMode: 'array', text })).rows) statements.push(row[0]);
    return statements;
  };
  const data = await client.query<[string, string | null]>({ rowMode: 'array', text: DATA });
  return {
    extensions: await ask(EXTENSIONS),
    before: await ask(SCHEMAS, TYPES, SEQUENCES, TABLES, FUNCTIONS),
    tables: data.rows.map(([name, columns]) => ({ name, columns: columns ?? '' })),
    after: await ask(SEQUENCE_VALUES, OWNED_SEQUENCES, CONSTRAINTS, INDEXES, VIEWS, RULES, SECURITY, TRIGGERS),
  };
}
