/** `backbench labs new` */
import { join, relative } from 'node:path';
import { newLab } from '../../core/authoring/new-lab.ts';
import type { AuthorContext } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';
import { command } from '../words.ts';

export async function makeLab({ output, signal, labsFolder, resourcesFolder }: AuthorContext, name: string): Promise<ExitCode> {
  const made = await newLab(name, { labsFolder, schemaFile: join(resourcesFolder, 'lab.schema.json') }, signal);
  output.data(made);
  const id = name.slice(name.indexOf('/') + 1);
  output.say(`${relative(process.cwd(), made.folder)} holds a small lab that works. Change it into yours; AUTHORING.md tells how.`);
  output.say(`What is left to write: ${command(`labs lint ${id}`)}`);
  output.say(`Whether its checks are right: ${command(`labs verify ${id}`)}`);
  return EXIT.passed;
}
