/** How long a course of 5,000 labs takes to be there: the first time, and each time after. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openCatalog } from '../../src/core/catalog/open-catalog.ts';
import { absoluteRow, interleaved, ratioRow, type Row } from './measure.ts';

const LABS = 5_000;
const COURSE = join(import.meta.dirname, '../../labs');
/** What was written a moment ago is not indexed yet. */
const SETTLED_MS = 2_100;
const never = new AbortController().signal;

/** The labs of the course, each many times under other names; of each its lab.yaml, which is all that is read here. */
async function writeLabs(folder: string): Promise<string[]> {
  const models: { stage: string; id: string; text: string }[] = [];
  for (const stage of await readdir(COURSE, { withFileTypes: true })) {
    if (!stage.isDirectory()) continue;
    for (const lab of await readdir(join(COURSE, stage.name), { withFileTypes: true })) {
      if (lab.isDirectory()) models.push({ stage: stage.name, id: lab.name, text: await readFile(join(COURSE, stage.name, lab.name, 'lab.yaml'), 'utf8') });
    }
  }
  const files: string[] = [];
  for (let number = 0; number < LABS; number += 1) {
    const model = models[number % models.length];
    if (model === undefined) throw new Error('the course has no labs');
    const id = `${model.id}-${String(number)}`;
    await mkdir(join(folder, model.stage, id), { recursive: true });
    const file = join(folder, model.stage, id, 'lab.yaml');
    await writeFile(file, model.text.replace(/^id: .*$/m, `id: ${id}`));
    files.push(file);
  }
  return files;
}

export async function benchCatalogue(asked: number, onRound: (text: string) => void): Promise<Row[]> {
  const rounds = Math.ceil(asked / 2);
  const base = await mkdtemp(join(tmpdir(), 'bb-bench-labs-'));
  const labsFolder = join(base, 'labs');
  const indexFile = join(base, 'heads.json');
  try {
    onRound(`writing ${String(LABS)} labs`);
    const files = await writeLabs(labsFolder);
    await wait(SETTLED_MS);
    const open = async (): Promise<number> => {
      const began = performance.now();
      const { heads, broken } = await openCatalog({ labsFolder, indexFile, learner: 'anybody', onChange: () => undefined }, never);
      const ms = performance.now() - began;
      if (heads.size !== LABS) throw new Error(JSON.stringify(broken.slice(0, 3)));
      return ms;
    };
    const timed = (act: () => void) => (): Promise<number> => {
      const began = performance.now();
      act();
      return Promise.resolve(performance.now() - began);
    };
    const { read, cold, look, warm } = await interleaved({
      read: timed(() => { for (const file of files) readFileSync(file, 'utf8'); }),
      cold: async () => {
        await rm(indexFile, { force: true });
        return open();
      },
      look: timed(() => { for (const file of files) statSync(file); }),
      warm: open,
    }, rounds, onRound);
    const course = `Catalogue of ${LABS.toLocaleString('en')} labs`;
    return [
      absoluteRow(`${course}, indexed cold`, cold, { limit: 1_000, goal: 700, rounds }),
      ratioRow(`${course}, indexed cold, against reading every lab.yaml`, cold, read, { limit: 3, goal: 2, rounds }),
      absoluteRow(`${course}, opened warm`, warm, { limit: 100, goal: 80, rounds }),
      ratioRow(`${course}, opened warm, against looking whether any lab.yaml changed`, warm, look, { limit: 4, goal: 3, rounds }),
    ];
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}
