import { expect, it } from 'vitest';
import { noRouteCount } from './usage.ts';

const SNMP = `Ip: Forwarding DefaultTTL OutRequests OutDiscards OutNoRoutes ReasmTimeout
Ip: 1 64 100 2 5 0
Icmp: InMsgs
Icmp: 7
`;

it('adds up what found no route in both versions of IP', () => {
  expect(noRouteCount(SNMP, 'Ip6InNoRoutes                   \t9\nIp6OutNoRoutes                  \t3\n')).toBe(8);
});

it('takes a kernel without IPv6 as it is, and an unreadable text for nothing', () => {
  expect(noRouteCount(SNMP, '')).toBe(5);
  expect(noRouteCount('', '')).toBe(0);
});
