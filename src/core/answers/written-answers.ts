/** `answers.yaml` of an answer folder: what is answered to the questions of a step, by check. */
import { BackbenchError } from '../../shared/errors.ts';
import { answerValueSchema, type AnswerValue } from '../../shared/check-format/answer.ts';
import { readYaml } from '../catalog/yaml-source.ts';

/** The name of the file, beside `files/`. */
export const ANSWERS_FILE = 'answers.yaml';

/**
 * @param text check ids and their answers: a choice's id, a list of ids, a number or a text
 * @returns by check id
 * @throws BackbenchError LAB_INVALID with the place
 */
export function writtenAnswers(lab: string, file: string, text: string): Map<string, AnswerValue> {
  const yaml = readYaml(file, text);
  if ('problems' in yaml) throw new BackbenchError('LAB_INVALID', { lab, problems: yaml.problems });
  const { value } = yaml.source;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BackbenchError('LAB_INVALID', { lab, problems: [{ file, message: 'This must be a list of check ids with their answers, e.g. "rows-read: 120".' }] });
  }
  return new Map(Object.entries(value).map(([check, given]) => {
    const parsed = answerValueSchema.safeParse((Array.isArray(given) ? given : [given]).map(String));
    if (parsed.success) return [check, parsed.data];
    throw new BackbenchError('LAB_INVALID', { lab, problems: [yaml.source.problem([check], 'An answer is a text, a number, or a list of the ids of choices.')] });
  }));
}
