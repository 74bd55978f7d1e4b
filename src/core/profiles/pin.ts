/**
 * A PIN keeps classmates out of a profile in the app. It is kept as a hash only. It encrypts nothing: whoever may read
 * the data folder can read the work in it, with or without the PIN.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import { LEAST_PIN, MOST_PIN } from '../../shared/profile-limits.ts';

/** 2^15 rounds of 1 KiB blocks take 32 MiB and a tenth of a second: more than a quick try, less than a wait. RFC 7914. */
const ROUNDS = 2 ** 15;
const BLOCK = 8;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

export const keptPinSchema = z.object({
  salt: z.string().regex(/^[0-9a-f]{32}$/), hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Rounds of scrypt that it was made with. */
  rounds: z.number().int().min(2).max(2 ** 20),
});
export type KeptPin = z.infer<typeof keptPinSchema>;

/** Digits of any script are digits. @throws BackbenchError PIN_UNUSABLE */
export function readPin(typed: string): string {
  const pin = typed.trim().replaceAll(/[\u0966-\u096F]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));
  if (!/^\d+$/.test(pin) || pin.length < LEAST_PIN || pin.length > MOST_PIN) throw new BackbenchError('PIN_UNUSABLE', { least: LEAST_PIN, most: MOST_PIN });
  return pin;
}

/** @throws BackbenchError PIN_UNUSABLE */
export async function keepPin(typed: string): Promise<KeptPin> {
  const salt = randomBytes(SALT_BYTES);
  return { salt: salt.toString('hex'), hash: (await hashOf(readPin(typed), salt, ROUNDS)).toString('hex'), rounds: ROUNDS };
}

export async function isPin(typed: string, kept: KeptPin): Promise<boolean> {
  let pin: string;
  try {
    pin = readPin(typed);
  } catch {
    return false;
  }
  return timingSafeEqual(await hashOf(pin, Buffer.from(kept.salt, 'hex'), kept.rounds), Buffer.from(kept.hash, 'hex'));
}

function hashOf(pin: string, salt: Buffer, rounds: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Node allows 32 MiB by itself, which is just too little.
    scrypt(pin, salt, HASH_BYTES, { N: rounds, r: BLOCK, p: 1, maxmem: 256 * rounds * BLOCK }, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}
