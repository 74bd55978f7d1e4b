/** Checks of an image or a container that the learner made. They read and change nothing. */
import type { ContainerCheck, ContainerExpectation, ImageExpectation } from '../../shared/check-format/container.ts';
import type { LearnerContainer, LearnerDocker, LearnerImage } from '../engines/engine.ts';
import type { CheckTools } from './check-context.ts';
import { findDifference } from './match.ts';
import { labFault, notYet, PASSED, type Outcome } from './outcome.ts';

interface Difference {
  path: string;
  expected: string;
  got: string;
}

const MEGABYTE = 1_000_000;

/** @throws what the daemon answers; the signal's reason */
export async function checkContainer(check: ContainerCheck, { context, signal }: CheckTools): Promise<Outcome> {
  const { docker } = context.environment;
  if (docker === null) return labFault('This check needs the docker engine.');
  const differences = [
    ...(check.image === undefined ? [] : await imageDifferences(check.image, docker, signal)),
    ...(check.container === undefined ? [] : await containerDifferences(check.container, docker, signal)),
  ];
  return differences.length === 0 ? PASSED : notYet('container-differs', differences.map((each) => ({ kind: 'value', ...each })), {
    got: differences.map(({ path, got }) => `${path}: ${got}`).join('\n'),
  });
}

async function imageDifferences(expect: ImageExpectation, docker: LearnerDocker, signal: AbortSignal): Promise<Difference[]> {
  const path = `image ${expect.name}`;
  const image = await docker.image(expect.name, signal);
  if (image === null) return [{ path, expected: 'it is there', got: 'no such image' }];
  return [
    ...await sizeDifference(expect, image, docker, signal),
    ...user(path, expect.notRoot, image.user),
    ...values(`labels of ${path}`, expect.labels, image.labels),
    ...values(`variables of ${path}`, expect.env, image.env),
    ...names(`ports of ${path}`, expect.exposes, image.exposes),
  ];
}

async function sizeDifference({ name, smallerThan }: ImageExpectation, image: LearnerImage, docker: LearnerDocker, signal: AbortSignal): Promise<Difference[]> {
  if (smallerThan === undefined) return [];
  const other = await docker.image(smallerThan.image, signal);
  if (other === null) return [{ path: `image ${smallerThan.image}`, expected: 'it is there, to compare the size with', got: 'no such image' }];
  const limit = other.sizeBytes * smallerThan.ratio;
  return image.sizeBytes <= limit ? [] : [{ path: `size of image ${name}`, expected: `at most ${megabytes(limit)}`, got: megabytes(image.sizeBytes) }];
}

const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

async function containerDifferences(expect: ContainerExpectation, docker: LearnerDocker, signal: AbortSignal): Promise<Difference[]> {
  const path = `container ${expect.name}`;
  const found = await docker.container(expect.name, signal);
  if (found === null) return [{ path, expected: 'it is there', got: 'no such container' }];
  return [
    ...state(path, expect, found),
    ...(expect.image === undefined || withTag(found.image) === withTag(expect.image) ? [] : [{ path: `image of ${path}`, expected: expect.image, got: found.image }]),
    ...user(path, expect.notRoot, found.user),
    ...values(`variables of ${path}`, expect.env, found.env),
    ...values(`labels of ${path}`, expect.labels, found.labels),
    ...names(`published ports of ${path}`, expect.publishes, found.publishes),
    ...(expect.restart === undefined || expect.restart === found.restart ? [] : [{ path: `restart policy of ${path}`, expected: expect.restart, got: found.restart }]),
    ...names(`networks of ${path}`, expect.networks, found.networks),
    ...names(`volumes of ${path}`, expect.volumes, found.volumes),
  ];
}

function state(path: string, expect: ContainerExpectation, found: LearnerContainer): Difference[] {
  const got = found.state === 'exited' ? `exited with code ${String(found.exitCode)}` : found.state;
  if (expect.running !== (found.state === 'running')) return [{ path, expected: expect.running ? 'running' : 'not running', got }];
  if (expect.healthy === undefined || found.health === 'healthy') return [];
  return [{ path: `health of ${path}`, expected: 'healthy', got: found.health ?? 'no health check' }];
}

/** Without a tag, Docker takes `latest`. */
const withTag = (name: string): string => (/:[^/]*$/.test(name) ? name : `${name}:latest`);

function user(path: string, notRoot: true | undefined, name: string): Difference[] {
  const isRoot = /^(root|0)?(:.*)?$/.test(name);
  return notRoot === undefined || !isRoot ? [] : [{ path: `user of ${path}`, expected: 'not root', got: name === '' ? 'root: no user is named' : name }];
}

function values(path: string, expect: Record<string, unknown> | undefined, found: Record<string, string>): Difference[] {
  return Object.entries(expect ?? {}).flatMap(([name, matcher]) => {
    const difference = findDifference(found[name], matcher);
    return difference === null ? [] : [{ path: `${path}, ${name}`, expected: difference.expected, got: found[name] ?? 'not set' }];
  });
}

function names(path: string, expect: readonly string[] | undefined, found: readonly string[]): Difference[] {
  const missing = (expect ?? []).filter((each) => !found.includes(each));
  return missing.length === 0 ? [] : [{ path, expected: missing.join(', '), got: found.length === 0 ? 'none' : found.join(', ') }];
}
