/** The course's own labs have nothing to mend: concepts, placement questions, glossary and figures are required of them. */
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { findLabs } from '../src/core/catalog/find-labs.ts';
import { lintCourse, lintStages } from '../src/core/catalog/lint-course.ts';
import { lintLab, type LintFinding } from '../src/core/catalog/lint-lab.ts';
import { problemPlace } from '../src/shared/messages.ts';

/** All labs are read whole, each in all of its languages: a busy machine takes half a minute. */
const READ_MS = 3 * 60_000;
const LABS = join(import.meta.dirname, '../labs');
const { signal } = new AbortController();
const told = (lab: string, findings: readonly LintFinding[]): string[] => findings.map((each) => `${lab}/${problemPlace(each)} ${each.severity}: ${each.message}`);

it('no lab of the course has a finding of its own', { timeout: READ_MS }, async () => {
  const { labs, stray } = await findLabs(LABS, signal);
  expect(stray).toEqual([]);
  const found: string[] = [];
  for (const { name, folder } of labs) found.push(...told(name, await lintLab(folder, signal)));
  expect(found).toEqual([]);
});

it('the labs fit together, and each stage has its head', { timeout: READ_MS }, async () => {
  const between = [...await lintCourse(LABS, [], signal)].flatMap(([folder, findings]) => told(basename(folder), findings));
  const heads = (await lintStages(LABS, signal)).flatMap(({ stage, findings }) => told(stage, findings));
  expect([...between, ...heads]).toEqual([]);
});
