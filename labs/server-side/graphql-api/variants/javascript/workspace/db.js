// The connection to PostgreSQL, which also counts: each answer says how many SQL statements it took.
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
pool.on('error', (error) => console.error('database:', error.message));

const counters = new AsyncLocalStorage();

/** Runs one statement and gives back its rows as an array of objects. */
export async function query(text, params = []) {
  const counter = counters.getStore();
  if (counter !== undefined) counter.statements += 1;
  const result = await pool.query(text, params);
  return result.rows;
}

/** Middleware: puts the number of statements of this request into the header X-SQL-Statements. */
export function countStatements(request, response, next) {
  const counter = { statements: 0 };
  const writeHead = response.writeHead;
  response.writeHead = (...args) => {
    response.setHeader('X-SQL-Statements', String(counter.statements));
    return writeHead.apply(response, args);
  };
  counters.run(counter, next);
}
