/** Reads an access log line by line and prints its figures as JSON. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const input = createReadStream(process.argv[2]);

let requests = 0;
let bytes = 0;

for await (const line of createInterface({ input, crlfDelay: Infinity })) {
  const fields = line.split(' ');
  const size = fields[9];
  requests += 1;
  bytes += size === '-' ? 0 : Number(size);
}

console.log(JSON.stringify({ requests, bytes }));
