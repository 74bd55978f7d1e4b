/**
 * A throw-away copy of the learner's database as it is now, for checks that run statements in it. Neither the
 * learner's sessions nor their data are touched: what they have not committed yet is not part of the copy.
 *
 * Each copy has a user of its own, who has no right to anything else: a file of the learner's that names their database
 * outright is refused, and changes nothing there.
 */
import { randomBytes } from 'node:crypto';
import type { Endpoint } from '../../engines/engine.ts';
import type { PresentCopy } from '../service.ts';
import type { Admin } from './admin.ts';
import { COPY, freshName, LAB_DATABASE, quoteLiteral, quoteName } from './names.ts';
import { copyForUse, dropDatabase } from './schema-moves.ts';
import { sendAway } from './send-away.ts';
import { createWaitsFor } from './waits-for.ts';

/** Removing a copy takes milliseconds; this long means that the server hangs. */
const DROP_TIMEOUT_MS = 10_000;

/**
 * @param onFailed told of a view, trigger or routine that could not be made in the copy
 * @throws the server's error; BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function makePresentCopy(admin: Admin, endpoint: Endpoint, signal: AbortSignal, onFailed: (text: string) => void): Promise<PresentCopy> {
  const name = freshName(COPY);
  const password = randomBytes(16).toString('hex');
  const dispose = (): Promise<void> => {
    const limit = AbortSignal.timeout(DROP_TIMEOUT_MS);
    return admin.use(limit, async (client) => {
      await sendAway(client, `USER = '${name}'`, limit);
      await dropDatabase(client, name);
    });
  };
  try {
    await admin.use(signal, async (client) => {
      await copyForUse(client, { from: LAB_DATABASE, to: name, signal }, onFailed);
      await client.rows(`CREATE USER '${name}'@'%' IDENTIFIED BY ${quoteLiteral(password)}`);
      // An underscore stands for any character in what a right is given on.
      await client.rows(`GRANT ALL PRIVILEGES ON ${quoteName(name.replaceAll('_', String.raw`\_`))}.* TO '${name}'@'%'`);
    });
  } catch (error) {
    // Where even that fails, the copies' own tidying finds it later, by its age.
    await dispose().catch(() => {});
    throw error;
  }
  return { endpoint: { ...endpoint, database: name, user: name, password }, waitsFor: createWaitsFor(admin), dispose };
}
