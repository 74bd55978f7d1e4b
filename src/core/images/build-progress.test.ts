import { expect, test } from 'vitest';
import { createBuildLog } from './build-progress.ts';

test('steps give the fraction, however the text is cut into messages', () => {
  const log = createBuildLog();
  expect(log.take({ stream: 'Step 1/4 : ARG' })).toBeNull();
  expect(log.take({ stream: ' BASE\n' })).toEqual({ text: 'ARG BASE', fraction: 0 });
  expect(log.take({ stream: ' ---> Running in 0123456789ab\n' })).toBeNull();
  expect(log.take({ stream: 'Step 2/4 : FROM x\nStep 3/4 : RUN  make \t all\n' })).toEqual({ text: 'RUN make all', fraction: 0.5 });
  expect(log.failure).toBeNull();
});

test('a failure in the stream is kept, with the last lines and without colours', () => {
  const log = createBuildLog();
  for (let line = 1; line <= 100; line += 1) log.take({ stream: `line ${line}\r\n` });
  log.take({ stream: '\u001b[91mE: no such package\u001b[0m' });
  log.take({ errorDetail: { message: 'returned a non-zero code: 100' }, error: 'returned a non-zero code: 100' });
  expect(log.failure).toBe('returned a non-zero code: 100');
  expect(log.tail()).toHaveLength(41);
  expect(log.tail()[0]).toBe('line 61');
  expect(log.tail().at(-1)).toBe('E: no such package');
});

test('knows where the stages before the last one ended', () => {
  const log = createBuildLog();
  const lines = [
    'Step 1/6 : ARG BASE', 'Step 2/6 : FROM ${BASE} AS build', ' ---> aaaaaaaaaaaa', 'Step 3/6 : RUN make',
    ' ---> Running in cccccccccccc', 'Removing intermediate container cccccccccccc', ' ---> bbbbbbbbbbbb',
    'Step 4/6 : FROM ${BASE}', ' ---> aaaaaaaaaaaa', 'Step 5/6 : COPY --from=build /a /a', ' ---> dddddddddddd',
  ];
  for (const line of lines) log.take({ stream: `${line}\n` });
  expect(log.stageImages()).toEqual(['bbbbbbbbbbbb']);
});

test('a stage in which nothing was done is what it stands on, and is never named for removal', () => {
  const log = createBuildLog();
  for (const line of ['Step 1/3 : FROM x AS a', ' ---> aaaaaaaaaaaa', 'Step 2/3 : FROM x', ' ---> aaaaaaaaaaaa', 'Step 3/3 : RUN y', ' ---> bbbbbbbbbbbb']) {
    log.take({ stream: `${line}\n` });
  }
  expect(log.stageImages()).toEqual([]);
});
