// node read-request.mjs FILE: prints as JSON what a strict server reads in these bytes.
import { readFile } from 'node:fs/promises';
import { readMessages } from './strict.mjs';

const [file] = process.argv.slice(2);
const bytes = await readFile(file).catch(() => null);
if (bytes === null) {
  console.log(JSON.stringify({ requests: [], faults: [`There is no file ${file} yet.`] }, null, 2));
} else {
  const { messages, faults, rest } = readMessages(bytes, { kind: 'request' });
  for (const message of messages) message.json = asJson(message);
  // What does not even look like one more request is left over from the last.
  const isLeftOver = messages.length > 0 && rest.length > 0 && !/^[A-Z]+ /.test(rest.toString('latin1'));
  if (isLeftOver) faults.splice(0, 1, `Behind request ${messages.length} there are ${rest.length} more bytes: ${JSON.stringify(rest.toString('utf8').slice(0, 60))}. A server takes them for the next request.`);
  console.log(JSON.stringify({ requests: messages, faults }, null, 2));
}

function asJson({ headers, body }) {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
