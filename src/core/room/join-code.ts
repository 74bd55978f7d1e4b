/**
 * The code that a teacher writes on the board, and the key that both sides derive from it. It is the key of the TLS
 * connection (ECDHE-PSK, RFC 5489): without it there is no connection at all, in either direction, so a learner can't be
 * led to another server, and nobody who listens learns anything. Somebody who plays the server can try codes against one
 * handshake; ten letters are 50 bits, and each try costs a scrypt.
 */
import { randomBytes, scrypt } from 'node:crypto';

/** Crockford's base 32: no letter looks like a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;
/** For keys of rooms only. Codes are random and live for one lesson, so they need no salt of their own. */
const SALT = 'backbench room 1';
const KEY_BYTES = 32;
/** 32 MiB and about 0.1 s a try (OWASP's lowest memory cost for scrypt is half of that). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** @returns e.g. `K7QDM-2XPTB` */
export function newJoinCode(): string {
  // 256 is a multiple of 32, so every letter is as likely.
  const letters = [...randomBytes(CODE_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
}

/** As it was meant, however it was typed. @returns null for what can't be a code */
export function readJoinCode(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return letters.length === CODE_LENGTH && [...letters].every((letter) => LETTERS.includes(letter)) ? letters : null;
}

/** @param code as {@link readJoinCode} gives it */
export function keyOf(code: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, SALT, KEY_BYTES, COST, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
