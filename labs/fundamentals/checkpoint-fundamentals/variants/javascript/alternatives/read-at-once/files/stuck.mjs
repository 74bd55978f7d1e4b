import { readFileSync } from 'node:fs';
import { summarise } from './summary.mjs';

try {
  const text = readFileSync(process.argv[2] ?? 0, 'utf8');
  process.stdout.write(JSON.stringify(await summarise(text.replace(/\n$/, '').split('\n')), null, 2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
