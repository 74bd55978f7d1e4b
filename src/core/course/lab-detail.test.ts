/** What a lab's lessons bring along: figures and terms, through the same shapes that the window gets. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { labDetailSchema } from '../../shared/views.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { YamlValues } from '../catalog/yaml-values.ts';
import { openCatalog } from '../catalog/open-catalog.ts';
import { openDatabase } from '../progress/database.ts';
import { createEventLog } from '../progress/event-log.ts';
import { labDetail, stageHeads } from './course.ts';
import { createGlossary } from './glossary.ts';
import { LessonTrees } from './lesson-trees.ts';

const SOURCE = join(import.meta.dirname, '../../../labs');
const LAB = 'databases/indexes-and-plans';
const { signal } = new AbortController();

let base: string;
let db: ReturnType<typeof openDatabase>;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-detail-'));
  await cp(join(SOURCE, LAB), join(base, LAB), { recursive: true });
  await cp(join(SOURCE, 'databases/stage.yaml'), join(base, 'databases/stage.yaml'));
  await cp(join(SOURCE, 'databases/stage.svg'), join(base, 'databases/stage.svg'));
  db = openDatabase({ path: join(base, 'backbench.db') });
});
afterEach(async () => {
  db.close();
  await rm(base, { recursive: true, force: true });
});

const open = (): Promise<Catalog> => openCatalog({ labsFolder: base, indexFile: join(base, 'heads.json'), learner: 'anybody', onChange: () => undefined }, signal);

async function detail() {
  const catalog = await open();
  const found = await labDetail(catalog, createEventLog(db, 'backbench.db'), { schema: 1, labs: {} }, createGlossary(() => catalog), new LessonTrees(join(base, 'lessons')), 'indexes-and-plans');
  return labDetailSchema.parse(found);
}

it('gives each lesson its figures, and the lab the terms that it links', async () => {
  const lab = await detail();
  expect(lab.steps[0]?.figures['figures/b-tree.svg']).toMatchObject({ width: 720, title: 'From the root of the B-tree to the rows in Kyoto' });
  expect(lab.steps[1]?.figures).toEqual({});
  const term = lab.terms.find((each) => each.id === 'b-tree');
  expect(term).toMatchObject({ term: 'B-tree', lab: { id: 'indexes-and-plans', title: 'Indexes and plans' } });
  expect(JSON.stringify(lab)).not.toContain(base);
});

it('leaves out what a figure may not have, and a figure or a glossary that can\'t be read', async () => {
  await writeFile(join(base, LAB, 'figures/b-tree.svg'), '<svg viewBox="0 0 720 9"><title>x</title><script>alert(1)</script><rect onload="alert(1)" x="1"/></svg>');
  const [first] = (await detail()).steps;
  expect(first?.figures['figures/b-tree.svg']?.children).toEqual([{ shape: 'rect', attributes: { x: '1' }, children: [] }]);
  await writeFile(join(base, LAB, 'figures/b-tree.svg'), '<svg>');
  await writeFile(join(base, LAB, 'glossary.yaml'), 'terms: [');
  const lab = await detail();
  expect(lab.steps[0]?.figures).toEqual({});
  expect(lab.terms).toEqual([]);
});

it('gives the same terms from a kept glossary, and others once the file says otherwise', async () => {
  const catalog = await open();
  const path = join(base, 'values.json');
  const terms = () => createGlossary(() => catalog, new YamlValues(path)).find(new Set(['b-tree']), 'indexes-and-plans');
  const first = await terms();
  expect(first).toHaveLength(1);
  const kept = await readFile(path, 'utf8');
  expect(kept).toContain('B-tree');
  expect(await terms()).toEqual(first);
  await writeFile(path, kept.replaceAll('B-tree', 'B+tree'));
  expect((await terms())[0]?.term).toBe('B+tree');
  const file = join(base, LAB, 'glossary.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}\n# changed\n`);
  expect(await terms()).toEqual(first);
});

it('gives the heads of the stages that have labs, and none that can\'t be read', async () => {
  const catalog = await open();
  expect(await stageHeads(catalog, base)).toMatchObject([{ stage: 'databases', title: 'Databases', level: 'intermediate', picture: { width: 720 } }]);
  await writeFile(join(base, 'databases/stage.yaml'), 'title: [');
  expect(await stageHeads(catalog, base)).toEqual([]);
});
