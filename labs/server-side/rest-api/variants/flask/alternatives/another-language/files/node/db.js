// The connection to PostgreSQL. DATABASE_URL says where it is and who we are; your terminal has it set.
import pg from 'pg';

// A pool keeps a few connections open and lends one to each query.
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

// A connection that breaks while nobody uses it, for example because the server restarts, is replaced at need.
pool.on('error', (error) => console.error('database:', error.message));

/**
 * Runs one statement and gives back its rows as an array of objects.
 * The text holds $1, $2, … where a value belongs; params has the values in the same order.
 */
export async function query(text, params = []) {
  const result = await pool.query(text, params);
  return result.rows;
}
