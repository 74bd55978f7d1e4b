/** With faults that the variable FAULT switches on; without it, it is right. */
const fault = process.env.FAULT ?? '';
const SCAN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (PCL-\d{6}) ([a-z]+) (accepted|arrived|departed|delivered)$/;
const OLDEST = 3;

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {Iterable<string> | AsyncIterable<string>} lines */
export async function summarise(lines) {
  if (fault === 'everything') return { parcels: -1, stuck: -1, unreadable: -1, hubs: [], oldest: [] };
  const last = new Map();
  let unreadable = 0;
  for await (const line of lines) {
    const scan = SCAN.exec(line);
    if (scan === null) {
      if (fault !== 'silent') unreadable += 1;
      continue;
    }
    const [, at, parcel, hub, event] = scan;
    if (fault === 'first-scan' && last.has(parcel)) continue;
    last.set(parcel, { at, hub: fault === 'first-hub' ? last.get(parcel)?.hub ?? hub : hub, event });
  }
  const stuck = [...last].filter(([, { event }]) => event !== 'delivered');
  const counts = new Map();
  for (const [, { hub }] of stuck) counts.set(hub, (counts.get(hub) ?? 0) + 1);
  return {
    parcels: last.size,
    stuck: stuck.length,
    unreadable,
    hubs: [...counts].map(([hub, count]) => ({ hub, stuck: count })).sort((a, b) => b.stuck - a.stuck || byText(b.hub, a.hub) * (fault === 'ties' ? 1 : -1)),
    oldest: stuck.map(([parcel, { hub, at }]) => ({ parcel, hub, since: at }))
      .sort((a, b) => byText(a.since, b.since) * (fault === 'newest' ? -1 : 1) || byText(a.parcel, b.parcel)).slice(0, OLDEST),
  };
}
