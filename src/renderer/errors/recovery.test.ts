import { describe, expect, it } from 'vitest';
import { recoveries, recoveriesFor, recoveryLabels } from './recovery.ts';

describe('ways out of errors', () => {
  it('offers what the place can do, the best first', () => {
    expect(recoveriesFor('DOCKER_NOT_FOUND', new Set(['use-native', 'look-again']))).toEqual(['look-again', 'use-native']);
    expect(recoveriesFor('FILE_CHANGED', new Set(['retry']))).toEqual([]);
  });

  it('lets an unknown code be tried again', () => {
    expect(recoveriesFor('FROM_THE_FUTURE', new Set(['retry', 'open-course']))).toEqual(['retry']);
    expect(recoveriesFor('constructor', new Set(['retry']))).toEqual(['retry']);
  });

  it('has a way out for everything that stops a lab', () => {
    for (const code of ['DOCKER_NOT_FOUND', 'DOCKER_PERMISSION', 'IMAGE_MISSING', 'BINARY_MISSING', 'ENGINE_UNAVAILABLE', 'SERVICE_EXITED', 'HOST_GONE', 'INTERNAL'] as const) {
      expect(recoveries[code].length).toBeGreaterThan(0);
    }
    expect(new Set(Object.values(recoveryLabels)).size).toBe(Object.keys(recoveryLabels).length);
  });
});
