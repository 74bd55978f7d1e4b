/** Which engine runs a lab: what was forced, else what it ran on before, else docker where it is ready, else native. */
import { BackbenchError } from '../../shared/errors.ts';
import { ENGINE_KINDS, type EngineKind, type Lab } from '../../shared/lab-format.ts';
import type { LabEngine } from '../../shared/views.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import type { Engine } from '../engines/engine.ts';

export type Engines = Record<EngineKind, Engine>;

/** What each engine that suits the lab lacks to run it. Starts nothing. */
export async function labEngines(lab: Pick<LabHead, 'needs' | 'services'>, engines: Engines, signal: AbortSignal): Promise<LabEngine[]> {
  const suited = ENGINE_KINDS.filter((kind) => lab.needs.engine === 'any' || lab.needs.engine === kind);
  const needs = { services: lab.services.map((service) => service.kind), tools: lab.needs.tools };
  return Promise.all(suited.map(async (engine) => {
    const missing = await engines[engine].missing(needs, signal);
    return { engine, ready: missing.length === 0, missing };
  }));
}

/**
 * @param forced by the caller or the settings; null lets the machine decide
 * @param before the engine that holds the lab's data from an earlier start, if any
 * @throws BackbenchError ENGINE_NOT_SUPPORTED, ENGINE_UNAVAILABLE with each engine's first reason
 */
export async function chooseEngine(
  lab: Lab, engines: Engines, choice: { forced: EngineKind | null; before: EngineKind | null }, signal: AbortSignal,
): Promise<EngineKind> {
  const { forced, before } = choice;
  if (forced !== null && lab.needs.engine !== 'any' && lab.needs.engine !== forced) {
    throw new BackbenchError('ENGINE_NOT_SUPPORTED', { lab: lab.id, engine: forced, needs: lab.needs.engine });
  }
  const answers = await labEngines(lab, engines, signal);
  const wanted = forced === null ? answers : answers.filter((answer) => answer.engine === forced);
  const ready = wanted.filter((answer) => answer.ready).map((answer) => answer.engine);
  const chosen = before !== null && ready.includes(before) ? before : ready[0];
  if (chosen !== undefined) return chosen;
  throw new BackbenchError('ENGINE_UNAVAILABLE', {
    lab: lab.id,
    engines: wanted.map(({ engine, missing }) => ({ engine, missing })),
  });
}
