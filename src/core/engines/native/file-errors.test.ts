import { expect, it } from 'vitest';
import { BackbenchError } from '../../../shared/errors.ts';
import { fileError } from './file-errors.ts';

const system = (code: string): Error => Object.assign(new Error(`${code}: it failed`), { code });

it.each(['ENOSPC', 'EDQUOT'])('%s means that the disk is full', (code) => {
  expect(fileError(system(code), '/data')).toMatchObject({ code: 'DISK_FULL', details: { path: '/data' } });
});

it.each(['EACCES', 'EPERM', 'EROFS'])('%s means that the folder may not be written to', (code) => {
  expect(fileError(system(code), '/data')).toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', details: { path: '/data', reason: `${code}: it failed` } });
});

it('reads it from the last lines of a program too, and leaves everything else alone', () => {
  const exited = (line: string): BackbenchError => new BackbenchError('SERVICE_EXITED', { service: 'db', exitCode: 1, signal: null, log: ['', line] });
  expect(fileError(exited('initdb: could not write: No space left on device'), '/data')).toMatchObject({ code: 'DISK_FULL' });
  const other = exited('FATAL: nonsense');
  expect(fileError(other, '/data')).toBe(other);
  expect(fileError('text', '/data')).toBe('text');
});
