/** Reads an access log line by line and prints its figures as JSON. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const LINE = /^\S+ \S+ \S+ \[[^\]]+\] "[A-Z]+ (\S+) HTTP\/[\d.]+" (\d{3}) (\d+|-) "[^"]*" "[^"]*" (\d+)$/;

/** Nearest rank: the smallest duration that this share of all requests does not exceed. */
function percentile(counts, total, share) {
  const rank = Math.ceil((share * total) / 100);
  let seen = 0;
  for (const [duration, count] of [...counts].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return duration;
  }
  return null;
}

const input = createReadStream(process.argv[2]);

let requests = 0;
let bytes = 0;
let unreadable = 0;
const statuses = {};
const paths = new Map();
const durations = new Map();
const kept = [];

for await (const line of createInterface({ input, crlfDelay: Infinity })) {
  const found = LINE.exec(line);
  if (found === null) {
    unreadable += 1;
    continue;
  }
  const [, target, status, size, milliseconds] = found;
  requests += 1;
  bytes += size === '-' ? 0 : Number(size);
  const group = `${status[0]}xx`;
  statuses[group] = (statuses[group] ?? 0) + 1;
  const [page] = target.split('?');
  paths.set(page, (paths.get(page) ?? 0) + 1);
  const duration = Number(milliseconds);
  kept.push({ duration, page, line });
  durations.set(duration, (durations.get(duration) ?? 0) + 1);
}

const top = [...paths]
  .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  .slice(0, 5)
  .map(([path, count]) => ({ path, count }));
const [p50, p95, p99] = [50, 95, 99].map((share) => percentile(durations, requests, share));
console.log(JSON.stringify({ requests, bytes, statuses, top_paths: top, unreadable, duration_ms: { p50, p95, p99 } }));
