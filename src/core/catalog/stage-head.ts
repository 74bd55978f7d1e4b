/** Reads what stands at the head of a stage: `stage.yaml` and its picture, in the stage's folder. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { stageHeadSchema, type StageHead } from '../../shared/course-format.ts';
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import type { Figure } from '../../shared/figure.ts';
import type { Stage } from '../../shared/lab-format.ts';
import { readLabFile } from './lab-files.ts';
import { schemaProblems } from './schema-problems.ts';
import { placeIn } from './text-place.ts';
import { readYaml } from './yaml-source.ts';

const FILE = 'stage.yaml';

export interface ReadHead {
  /** Null where there is none, or none that can be read. */
  head: StageHead | null;
  picture: Figure | null;
  problems: LabProblem[];
}

/** @param labsFolder absolute */
export async function readStageHead(labsFolder: string, stage: Stage): Promise<ReadHead> {
  const folder = { folder: join(labsFolder, stage), lab: { id: stage } };
  const none = (problems: LabProblem[]): ReadHead => ({ head: null, picture: null, problems });
  if ((await lstat(join(folder.folder, FILE)).catch(() => null)) === null) return none([]);
  try {
    const yaml = readYaml(FILE, await readLabFile(folder, FILE));
    if ('problems' in yaml) return none(yaml.problems);
    const parsed = stageHeadSchema.safeParse(yaml.source.value);
    if (!parsed.success) return none(schemaProblems(stageHeadSchema, yaml.source, parsed.error.issues));
    const file = parsed.data.picture;
    const { figure, problems } = await readPicture(folder, file);
    return { head: parsed.data, picture: figure, problems };
  } catch (error) {
    if (error instanceof BackbenchError && error.code === 'LAB_INVALID') return none((error as BackbenchError<'LAB_INVALID'>).details.problems);
    throw error;
  }
}

async function readPicture(folder: { folder: string; lab: { id: string } }, file: string): Promise<{ figure: Figure | null; problems: LabProblem[] }> {
  try {
    const text = await readLabFile(folder, file);
    const { readFigure } = await import('./read-figure.ts');
    const { figure, problems } = readFigure(text);
    return { figure, problems: problems.map(({ at, message }) => ({ file, ...placeIn(text, at), message })) };
  } catch (error) {
    if (error instanceof BackbenchError && error.code === 'LAB_INVALID') return { figure: null, problems: (error as BackbenchError<'LAB_INVALID'>).details.problems };
    throw error;
  }
}
