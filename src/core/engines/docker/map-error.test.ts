import { expect, test } from 'vitest';
import { BackbenchError } from '../../../shared/errors.ts';
import { isNotFound, mapDockerError } from './map-error.ts';

const facts = { operation: 'start bb-x-db', place: '/var/run/docker.sock', dataRoot: '/var/lib/docker' };
const answer = (statusCode: number, message: string): Error =>
  Object.assign(new Error(`(HTTP code ${String(statusCode)}) server error - ${message} `), { statusCode, reason: 'server error', json: { message } });
const system = (code: string): Error => Object.assign(new Error(`connect ${code} ${facts.place}`), { code });
/** The words of Docker 20.10. */
const NO_POOL = 'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network';

test.each([
  [answer(500, 'driver failed: write /var/lib/docker/x: no space left on device'), { code: 'DISK_FULL', details: { path: '/var/lib/docker' } }],
  [answer(500, 'OCI runtime create failed'), { code: 'DOCKER_FAILED', details: { operation: facts.operation, reason: 'OCI runtime create failed' } }],
  [answer(404, NO_POOL), { code: 'DOCKER_NO_ADDRESSES', details: { reason: NO_POOL } }],
  [answer(500, 'all predefined address pools have been fully subnetted'), { code: 'DOCKER_NO_ADDRESSES', details: { reason: 'all predefined address pools have been fully subnetted' } }],
  [system('ECONNREFUSED'), { code: 'DOCKER_FAILED', details: { operation: facts.operation, reason: 'the Docker engine is not running: connect ECONNREFUSED /var/run/docker.sock' } }],
  [system('ECONNRESET'), { code: 'DOCKER_FAILED', details: { operation: facts.operation, reason: 'the Docker engine ended in the middle of the call: connect ECONNRESET /var/run/docker.sock' } }],
  [new BackbenchError('CANCELLED', {}), { code: 'CANCELLED', details: {} }],
])('%s', (error, report) => {
  expect(mapDockerError(error, facts).toReport()).toEqual(report);
});

test('a socket without permission names its place', () => {
  expect(mapDockerError(system('EACCES'), facts).toReport()).toMatchObject({ code: 'DOCKER_PERMISSION', details: { place: facts.place } });
});

test('what the daemon answered can be asked of our error too', () => {
  expect(isNotFound(mapDockerError(answer(404, 'No such container: x'), facts))).toBe(true);
  expect(isNotFound(mapDockerError(answer(500, 'no'), facts))).toBe(false);
});
