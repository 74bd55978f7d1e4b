// Stands for the company that sends Saffron Lane's mail: slow, sometimes out of order, and nothing of ours.
// What it has sent lies in Redis, so that everybody can look. There is nothing to change in this file.
import { setTimeout as sleep } from 'node:timers/promises';
import { redis } from './redis.js';

/** What went wrong on the way; `code` is the number that a mail server would give. */
export class MailError extends Error {
  constructor(code, text) {
    super(`${code} ${text}`);
    this.code = code;
  }
}

/** Accepts a mail once: a key that is known already changes nothing. */
const ACCEPT = `
  if ARGV[1] ~= '' and redis.call('SADD', 'mail:keys', ARGV[1]) == 0 then return 0 end
  redis.call('RPUSH', 'mail:sent', ARGV[2])
  return 1`;

/**
 * Sends one mail. Resolves when the mail has been accepted.
 * @param {{ to: string, subject: string, key?: string }} mail
 *   key: with the same key, a mail is accepted as often as you like and sent once
 * @throws MailError 421: try again later; 550: there is no such mailbox
 */
export async function sendMail({ to, subject, key = '' }) {
  const attempts = `mail:attempts:${to}`;
  const attempt = await redis.rPush(attempts, String(Date.now()));
  await sleep(to.startsWith('slow') ? 2000 : 100);
  const opened = await redis.sIsMember('mail:opened', to);
  if ((to.startsWith('busy') && attempt <= 2) || (to.startsWith('jam') && !opened)) throw new MailError(421, 'the mailbox is busy, try again later');
  if (to.startsWith('gone') && !opened) throw new MailError(550, 'there is no such mailbox');
  await redis.eval(ACCEPT, { keys: [], arguments: [key, JSON.stringify({ to, subject })] });
  // At this address the power fails once, at the worst moment: the mail is out, and nobody has been told.
  if (to.startsWith('crash') && attempt === 1) process.kill(process.pid, 'SIGKILL');
}
