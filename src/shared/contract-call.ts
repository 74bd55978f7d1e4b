/** What every call of the contract begins with. */
import { oc } from '@orpc/contract';
import { z } from 'zod';

/** The error that every call may answer with: our code in `data`. See core's toErrorReport. */
export const call = oc.errors({
  BACKBENCH: { data: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }) },
});

/** Ids are short; nothing longer is looked at. */
export const id = z.string().min(1).max(64);
