/** What became of the courier's parcels. */
const SCAN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (PCL-\d{6}) ([a-z]+) (accepted|arrived|departed|delivered)$/;
const OLDEST = 3;

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {Iterable<string> | AsyncIterable<string>} lines */
export async function summarise(lines) {
  const last = new Map();
  let unreadable = 0;
  for await (const line of lines) {
    const scan = SCAN.exec(line);
    if (scan === null) {
      unreadable += 1;
      continue;
    }
    const [, at, parcel, hub, event] = scan;
    last.set(parcel, { at, hub, event });
  }
  const stuck = [...last].filter(([, { event }]) => event !== 'delivered');
  const counts = new Map();
  for (const [, { hub }] of stuck) counts.set(hub, (counts.get(hub) ?? 0) + 1);
  return {
    parcels: last.size,
    stuck: stuck.length,
    unreadable,
    hubs: [...counts].map(([hub, count]) => ({ hub, stuck: count })).sort((a, b) => b.stuck - a.stuck || byText(a.hub, b.hub)),
    oldest: stuck.map(([parcel, { hub, at }]) => ({ parcel, hub, since: at }))
      .sort((a, b) => byText(a.since, b.since) || byText(a.parcel, b.parcel)).slice(0, OLDEST),
  };
}
