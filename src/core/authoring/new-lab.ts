/** Writes the smallest lab that is complete: one step, one check, an answer of each kind. It verifies as it is. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { findLabs } from '../catalog/find-labs.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { STAGES } from '../../shared/stages.ts';
import { slug } from '../../shared/names.ts';
import { GLOSSARY, LAB_YAML, LESSON } from './new-lab-text.ts';

export interface NewLab {
  /** Absolute. */
  folder: string;
  /** Relative to the folder. */
  files: string[];
}

/**
 * @param name `<stage>/<id>`
 * @param places the labs folder, and the schema that editors check lab.yaml by
 * @throws BackbenchError INPUT_REFUSED for a name that can't be one, PATH_REFUSED when the lab is there already
 */
export async function newLab(name: string, places: { labsFolder: string; schemaFile: string }, signal: AbortSignal): Promise<NewLab> {
  const [stage = '', id = '', ...more] = name.split('/');
  if (more.length > 0 || !slug.safeParse(id).success || !(STAGES as readonly string[]).includes(stage)) {
    throw new BackbenchError('INPUT_REFUSED', { issues: [{
      path: 'lab', message: `"${name}" is not the name of a lab. Give <stage>/<id>, e.g. databases/my-first-lab. Stages: ${STAGES.join(', ')}. An id has lower-case letters, digits and single hyphens, and begins with a letter.`,
    }] });
  }
  const { labs } = await findLabs(places.labsFolder, signal);
  const other = labs.find((each) => each.name === id);
  if (other !== undefined) throw new BackbenchError('PATH_REFUSED', { path: other.folder, reason: 'there is a lab of this name already; ids are unique in the whole course' });
  const folder = join(places.labsFolder, stage, id);
  const order = 1 + labs.filter((each) => each.stage === stage).length;
  const files: Record<string, string> = {
    'lab.yaml': LAB_YAML({ id, stage, order, schema: relative(folder, places.schemaFile).split(sep).join('/') }),
    'glossary.yaml': GLOSSARY(id),
    'steps/01-greet.md': LESSON(id),
    'workspace/greeting.txt': 'Good evening.\n',
    'solution/greet/files/greeting.txt': 'Welcome to Saffron Lane.\n',
    'alternatives/in-capitals/files/greeting.txt': 'WELCOME TO SAFFRON LANE!\n',
    'mutants/another-shop/files/greeting.txt': 'Welcome to Pepper Street.\n',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { flag: 'wx' });
  }
  return { folder, files: Object.keys(files) };
}
