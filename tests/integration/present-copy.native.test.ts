/** A copy of the learner's present data: the same whether anybody is connected or not, and nobody is disturbed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withPostgres } from '../../src/core/services/postgres/connection.ts';
import { deadline } from './native-support.ts';
import { sqlChecksWorld, type SqlChecksWorld } from './sql-checks-world.ts';

/** One of everything that a lab or a learner may make. */
const SEED = `
CREATE TYPE mood AS ENUM ('calm', 'it''s');
CREATE DOMAIN sku AS text DEFAULT 'TEA-2001' NOT NULL CONSTRAINT sku_form CHECK (VALUE ~ '^[A-Z]{3}-[0-9]{4}$');
CREATE TYPE place AS (city text, "Zip Code" integer);
CREATE TYPE span AS RANGE (SUBTYPE = numeric);
CREATE SCHEMA "Back Office";
CREATE SEQUENCE invoice_no START 100 INCREMENT 5;
CREATE FUNCTION next_invoice() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('public.invoice_no') $$;
CREATE TABLE products (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sku sku UNIQUE, "Odd Name" text COLLATE "C" DEFAULT 'a,b', price numeric(10,2) CHECK (price > 0),
  gross numeric GENERATED ALWAYS AS (price * 1.18) STORED, mood mood, home place, during span, tags text[] DEFAULT '{}', seen_at timestamptz
);
CREATE TABLE "Back Office".notes (id serial PRIMARY KEY, invoice bigint DEFAULT next_invoice(), product_id integer REFERENCES products (id) ON DELETE CASCADE, body text NOT NULL);
CREATE TABLE sales (sold_on date NOT NULL, amount numeric) PARTITION BY RANGE (sold_on);
CREATE TABLE sales_2025 PARTITION OF sales FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE sales_rest PARTITION OF sales DEFAULT;
CREATE INDEX ON sales (sold_on);
CREATE TABLE special (reason text) INHERITS (products);
CREATE INDEX products_cheap ON products (price DESC) INCLUDE (sku) WHERE price < 100;
CREATE INDEX ON products (lower("Odd Name"));
CREATE VIEW cheap AS SELECT id, sku FROM products WHERE price < 100;
CREATE VIEW cheaper AS SELECT count(*) AS n FROM cheap;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM products;
CREATE FUNCTION cheap_count() RETURNS bigint BEGIN ATOMIC SELECT n FROM cheaper; END;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen_at = '2026-06-30'; RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION touch();
CREATE RULE no_delete AS ON DELETE TO special DO INSTEAD NOTHING;
ALTER TABLE "Back Office".notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON "Back Office".notes FOR SELECT USING (body <> 'secret') ;
INSERT INTO products (sku, price, mood, home, during, tags) SELECT 'TEA-' || n, n % 300 + 1, 'it''s', ROW('Pune' || n, n)::place, '[1,2)', ARRAY['x', E'tab\\t'] FROM generate_series(2000, 2400) AS n;
INSERT INTO "Back Office".notes (product_id, body) VALUES (1, E'line\\nbreak'), (2, 'secret');
INSERT INTO sales VALUES ('2025-05-05', 1), ('2026-05-05', 2);
REFRESH MATERIALIZED VIEW totals;
`;

/** What there is, by name and definition, and the rows. */
const FACTS = [
  "SELECT relname, relkind, relpersistence, relrowsecurity FROM pg_class WHERE relnamespace IN ('public'::regnamespace, '\"Back Office\"'::regnamespace) ORDER BY 1",
  "SELECT attrelid::regclass::text, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid) FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum JOIN pg_class c ON c.oid = attrelid WHERE attnum > 0 AND relkind IN ('r','p','v','m','c') AND relnamespace IN ('public'::regnamespace, '\"Back Office\"'::regnamespace) ORDER BY 1, 2",
  "SELECT conname, contype, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace IN ('public'::regnamespace, '\"Back Office\"'::regnamespace) AND contype <> 'n' ORDER BY 1, 2, 3",
  "SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE relnamespace IN ('public'::regnamespace, '\"Back Office\"'::regnamespace) ORDER BY 1",
  "SELECT proname, prosrc, prosqlbody IS NULL FROM pg_proc WHERE pronamespace IN ('public'::regnamespace) ORDER BY 1, 2",
  'SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1',
  'SELECT schemaname, tablename, policyname, qual FROM pg_policies',
  'SELECT schemaname, sequencename, last_value, start_value, increment_by FROM pg_sequences ORDER BY 1, 2',
  'SELECT tableoid::regclass, * FROM products ORDER BY id', 'SELECT * FROM "Back Office".notes ORDER BY id', 'SELECT tableoid::regclass, * FROM sales ORDER BY 1', 'SELECT cheap_count(), n FROM totals',
  'SELECT relname, pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = \'public\'::regnamespace ORDER BY 1',
];

let world: SqlChecksWorld;
beforeAll(async () => { world = await sqlChecksWorld(SEED); });
afterAll(() => world.dispose());

const factsOf = (database: string): Promise<unknown[]> => withPostgres({ ...world.endpoint, database }, deadline(), async (client) => {
  const facts: unknown[] = [];
  for (const query of FACTS) facts.push((await client.query(query)).rows);
  return facts;
});
const present = async (): Promise<{ database: string; dispose(): Promise<void> }> => {
  const copy = await world.driver.presentCopy?.(deadline());
  if (copy === undefined) throw new Error('no copy');
  return { database: copy.endpoint.database, dispose: () => copy.dispose() };
};

describe('a copy', () => {
  it('is the same with nobody and with somebody connected, and is the learner\'s own', async () => {
    await world.driver.runScript("UPDATE products SET price = 7 WHERE id = 3; CREATE TABLE mine (x integer); INSERT INTO mine VALUES (1)", deadline());
    const quiet = await present();
    const wanted = await factsOf(quiet.database);
    await quiet.dispose();
    await withPostgres(world.endpoint, deadline(), async (learner) => {
      await learner.query("BEGIN; INSERT INTO mine VALUES (2); DECLARE c CURSOR FOR SELECT * FROM mine; CREATE TEMP TABLE t (x integer)");
      const busy = await present();
      expect(await factsOf(busy.database)).toEqual(wanted);
      // What is not committed is not there, and the next number of a key is free.
      await withPostgres({ ...world.endpoint, database: busy.database }, deadline(), async (client) => {
        expect((await client.query('SELECT x FROM mine')).rows).toEqual([{ x: '1' }]);
        expect((await client.query("INSERT INTO products (sku, price) VALUES ('NEW-0001', 1) RETURNING id, gross")).rows).toEqual([{ id: '402', gross: '1.1800' }]);
        await expect(client.query("INSERT INTO products (sku, price) VALUES ('TEA-2001', 1)")).rejects.toMatchObject({ code: '23505' });
        await expect(client.query("INSERT INTO products (sku, price) VALUES ('bad', 1)")).rejects.toMatchObject({ code: '23514' });
        await expect(client.query('INSERT INTO "Back Office".notes (product_id, body) VALUES (9999, \'\')')).rejects.toMatchObject({ code: '23503' });
        expect((await client.query("UPDATE products SET price = 8 WHERE id = 3 RETURNING seen_at::date::text AS seen")).rows).toEqual([{ seen: '2026-06-30' }]);
        expect((await client.query('SHOW deadlock_timeout')).rows).toEqual([{ deadlock_timeout: '150ms' }]);
      });
      await busy.dispose();
      // The learner's transaction goes on as if nothing had been.
      expect((await learner.query('FETCH ALL FROM c')).rows).toEqual([{ x: '1' }, { x: '2' }]);
      await learner.query('COMMIT');
    });
    expect(await world.driver.query('SELECT count(*) FROM mine', 1, deadline())).toMatchObject({ rows: [['2']] });
    expect(await world.driver.query('SELECT price, count(*) OVER () FROM products WHERE id = 3', 1, deadline())).toMatchObject({ rows: [['7.00', '1']] });
    expect(world.world.warnings).toEqual([]);
  });

  it('of a table that somebody keeps locked is refused within seconds', async () => {
    await withPostgres(world.endpoint, deadline(), async (learner) => {
      await learner.query('BEGIN; LOCK TABLE sales_2025');
      await expect(present()).rejects.toMatchObject({ code: '55P03' });
    });
    const left = await world.driver.query("SELECT datname FROM pg_database WHERE datname LIKE '\\_bb\\_copy%'", 10, deadline());
    expect(left).toMatchObject({ rows: [] });
  });
});
