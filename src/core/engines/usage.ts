/** What sessions cost and whether they reach beyond this machine: looked at from outside, while a lab is verified. */

/** One look at one session. */
export interface SessionLook {
  /** Memory in use now, in MiB: services, shells and programs together. */
  memoryMb: number;
  /** Packets that found no way out, by the container that counts them, since it started; null where nobody counts for it. */
  noRoute: ReadonlyMap<string, number> | null;
}

export interface Usage {
  /** By session id. Sessions without anything running are left out. */
  sessions: ReadonlyMap<string, SessionLook>;
  /** The same count for all sessions together, where they share one network; null where nobody counts. */
  sharedNoRoute: number | null;
}

export type UsageLook = (signal: AbortSignal) => Promise<Usage>;

/**
 * Packets without a route in a namespace's counters, both versions of IP (RFC 4293, ipSystemStatsOutNoRoutes).
 * @param snmp the text of /proc/<pid>/net/snmp
 * @param snmp6 the text of /proc/<pid>/net/snmp6; empty without IPv6
 */
export function noRouteCount(snmp: string, snmp6: string): number {
  const [names, values] = snmp.split('\n').filter((line) => line.startsWith('Ip:')).map((line) => line.split(/\s+/));
  const four = Number(values?.[names?.indexOf('OutNoRoutes') ?? -1] ?? 0);
  const six = Number(/^Ip6OutNoRoutes\s+(\d+)/m.exec(snmp6)?.[1] ?? 0);
  return four + six;
}
