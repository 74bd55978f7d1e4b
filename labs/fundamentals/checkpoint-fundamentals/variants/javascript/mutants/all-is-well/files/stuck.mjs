/** Prints what became of the courier's parcels. Usage: node stuck.mjs [FILE] */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { summarise } from './summary.mjs';

const path = process.argv[2];
const input = path === undefined ? process.stdin : createReadStream(path);
input.on('error', (error) => {
  console.error(error.message);
  process.exit(0);
});
console.log(JSON.stringify(await summarise(createInterface({ input, crlfDelay: Infinity }))));
