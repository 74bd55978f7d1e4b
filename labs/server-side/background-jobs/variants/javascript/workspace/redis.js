// The connections to Redis. REDIS_URL says where it is; your terminal has it set.
import { createClient } from 'redis';

async function connect() {
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', (error) => console.error('redis:', error.message));
  return client.connect();
}

/** For all commands that answer at once. */
export const redis = await connect();

/** A connection of its own for commands that wait, such as BLMOVE: whoever shares it waits as well. */
export const connectForWaiting = connect;
