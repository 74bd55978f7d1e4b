/** `backbench certificate create | verify` */
import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { MOST_CERTIFICATE_BYTES, readCertificate } from '../../core/certificates/certificate-file.ts';
import { certificatePage } from '../../core/certificates/certificate-page.ts';
import { writeDurably } from '../../core/workspace/durable-files.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { Stage } from '../../shared/lab-format.ts';
import { english } from '../../shared/messages-english.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode, type Output } from '../output.ts';

export interface CreateOptions {
  stage?: Stage;
  name?: string;
  class?: string;
  learner?: string;
}

/** Writes the signed file and a page to print beside it. */
export async function createCertificate({ core, output, signal }: Context, target: string, options: CreateOptions): Promise<ExitCode> {
  const { class: className, learner } = options;
  if ((className === undefined) !== (learner === undefined)) {
    throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'class', message: 'Give both --class and --learner, or neither for a certificate of your own.' }] });
  }
  const text = await core.certificates.create({
    stage: options.stage ?? null, name: options.name ?? null, of: className === undefined || learner === undefined ? null : { className, learner },
  }, signal);
  const { statement, signer } = readCertificate(text, target);
  const place = resolve(target);
  const isFolder = await stat(place).then((found) => found.isDirectory(), () => false);
  const path = isFolder ? join(place, `certificate-${statement.stage ?? 'course'}.bbcert`) : place;
  const page = `${path.replace(/\.bbcert$/, '')}.html`;
  await writeDurably(path, text);
  await writeDurably(page, certificatePage(statement, signer));
  output.data({ path, page, statement, signer });
  output.say(`${path}: ${statement.name}, ${scopeOf(statement.stage)}, ${String(statement.labs.length)} labs. To print: ${page}`);
  return EXIT.passed;
}

/** Needs neither a network nor the learner's data. Exit code 1 for a file that is not as it was signed. */
export async function verifyCertificate(output: Output, file: string): Promise<ExitCode> {
  const path = resolve(file);
  const found = await stat(path).catch((error: unknown) => { throw new BackbenchError('PLACE_NOT_FOUND', { path }, { cause: error }); });
  if (found.size > MOST_CERTIFICATE_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path, bytes: found.size, limitBytes: MOST_CERTIFICATE_BYTES });
  const { statement, signer, by } = readCertificate(await readFile(path, 'utf8'), basename(path));
  output.data({ path, statement, signer, by });
  output.say(`${statement.name} passed ${scopeOf(statement.stage)}: ${statement.labs.map(({ title }) => title).join(', ')}.`);
  output.say(`Issued ${new Date(statement.issuedAt).toLocaleDateString('en-GB', { dateStyle: 'long' })} ${by === 'class' ? `from the class ${statement.className ?? ''}` : 'on the learner\'s own computer'}. Signed with the key ${signer}.`);
  output.say('It proves that this key signed exactly these words.');
  output.say(by === 'class'
    ? 'Whose key it is, only the teacher can say: compare it with the fingerprint that the class gives out. It does not prove who sat at the learner\'s computer.'
    : 'The learner\'s own computer signed it: it says no more than that computer does. A certificate from a class, or a re-check of the work, says more.');
  return EXIT.passed;
}

const scopeOf = (stage: Stage | null): string => (stage === null ? 'the whole course' : `the stage "${english.stages[stage]}"`);
