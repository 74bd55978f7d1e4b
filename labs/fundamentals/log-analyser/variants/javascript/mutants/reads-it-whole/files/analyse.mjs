/** Reads an access log line by line and prints its figures as JSON. */
import { readFileSync } from 'node:fs';

const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');

let requests = 0;
let bytes = 0;

for (const line of lines) {
  const fields = line.split(' ');
  const size = fields[9];
  requests += 1;
  bytes += size === '-' ? 0 : Number(size);
}

console.log(JSON.stringify({ requests, bytes }));
