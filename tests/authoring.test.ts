/** What AUTHORING.md shows works: each example is read by the format, and every kind and field has one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkProblems } from '../src/core/catalog/check-problems.ts';
import { readFigure } from '../src/core/catalog/read-figure.ts';
import { checkSchema } from '../src/shared/check-format/check.ts';
import { glossarySchema } from '../src/shared/course-format.ts';
import { FIGURE_CLASSES } from '../src/shared/figure-shapes.ts';
import { labSchema, type Lab } from '../src/shared/lab-format.ts';
import { STAGES } from '../src/shared/stages.ts';
import { TOOL_NAMES } from '../src/shared/tools.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../AUTHORING.md'), 'utf8');

interface Example { tag: string; line: number; value: unknown }

const examples: Example[] = [...PAGE.matchAll(/^```yaml (\w+)\n([\s\S]*?)^```$/gm)].map((match) => ({
  tag: match[1] ?? '', line: PAGE.slice(0, match.index).split('\n').length, value: parse(match[2] ?? '') as unknown,
}));
const whole = examples.find((each) => each.tag === 'lab')?.value as Record<string, unknown>;

/** A lab in which every example of a check may stand. */
const around: Lab = labSchema.parse({
  ...whole, needs: { memoryMb: 64, tools: ['git'], engine: 'docker' }, app: { command: ['node', 'server.js'], beside: { worker: ['node', 'worker.js'] } }, programs: { analyse: ['node', 'analyse.js'] },
  services: [{ id: 'shop', kind: 'postgres' }, { id: 'cache', kind: 'redis' }, { id: 'docs', kind: 'mongo' }, { id: 'till', kind: 'mysql' }],
});

it('has examples', () => {
  expect(examples.length).toBeGreaterThan(15);
});

it.each(examples.map((each): [number, Example] => [each.line, each]))('the example in line %i is right', (_, { tag, value }) => {
  if (tag === 'check') {
    const parsed = checkSchema.safeParse(value);
    expect(parsed.error?.issues).toBeUndefined();
    // Labs about containers need a container engine.
    const lab: Lab = parsed.data?.kind === 'container' ? { ...around, needs: { ...around.needs, engine: 'docker' } } : around;
    if (parsed.success) expect(checkProblems(parsed.data, lab)).toEqual([]);
  } else if (tag === 'glossary') {
    expect(glossarySchema.safeParse(value).error?.issues).toBeUndefined();
  } else {
    expect(['lab', 'fields']).toContain(tag);
    expect(labSchema.safeParse(tag === 'lab' ? value : { ...whole, ...value as object }).error?.issues).toBeUndefined();
  }
});

it('shows a figure that has nothing to mend', () => {
  const [, figure = ''] = /^```xml\n([\s\S]*?)^```$/m.exec(PAGE) ?? [];
  expect(readFigure(figure).problems).toEqual([]);
  expect(FIGURE_CLASSES.filter((name) => !PAGE.includes(`\`${name}\``))).toEqual([]);
});

it('shows every kind of check', () => {
  const kinds = checkSchema.options.flatMap((option) => [...option.shape.kind.values]);
  const shown = new Set(examples.filter((each) => each.tag === 'check').map((each) => (each.value as { kind: string }).kind));
  expect(kinds.filter((kind) => !shown.has(kind))).toEqual([]);
});

it('names every field of a lab and of a step, every stage and every tool', () => {
  const fields = [...Object.keys(labSchema.shape), ...Object.keys(labSchema.shape.steps.element.shape)];
  expect([...fields, ...STAGES, ...TOOL_NAMES].filter((name) => !PAGE.includes(`\`${name}\``) && !PAGE.includes(`\`needs.${name}\``) && !PAGE.includes(`\`${name}.`))).toEqual([]);
});

it('links to places that are there', () => {
  const headings = new Set([...PAGE.matchAll(/^#+ (.*)$/gm)].map((match) => (match[1] ?? '').toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-')));
  const links = [...PAGE.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !headings.has(link))).toEqual([]);
});
