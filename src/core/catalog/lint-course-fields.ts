/** Lint of what binds a lab to the course: concepts, placement questions, the glossary. Course-wide rules: lint-course.ts. */
import type { LabProblem } from '../../shared/errors.ts';
import { GLOSSARY_FILE, readGlossary } from './glossary-file.ts';
import { unfilled } from './lint-rules.ts';
import type { ReadLab } from './load-lab.ts';

/** One question may be a lucky guess. */
const QUESTIONS = 2;

export function courseFieldWarnings({ lab, source }: ReadLab): LabProblem[] {
  const problems: LabProblem[] = [];
  if (lab.teaches.length === 0 && !lab.checkpoint) {
    problems.push(source.problem(['teaches'], 'The lab teaches no concept, so no other lab can build on it. Name them: teaches: [{ id: b-tree-index, title: B-tree indexes }].'));
  }
  if (lab.placement.length < QUESTIONS && !lab.checkpoint) {
    problems.push(source.problem(['placement'], `The lab has ${lab.placement.length === 0 ? 'no question' : 'one question'} for the placement quiz. Ask ${String(QUESTIONS)}, under "placement".`));
  }
  return problems;
}

/** Errors are a glossary that can't be read, and ids used twice in it. */
export async function glossaryProblems(read: ReadLab): Promise<{ errors: LabProblem[]; warnings: LabProblem[] }> {
  if (!read.tree.files.has(GLOSSARY_FILE)) {
    const missing = { file: GLOSSARY_FILE, message: 'The lab has no glossary.yaml. Define the terms that it introduces, a sentence or two each.' };
    return { errors: [], warnings: read.lab.checkpoint ? [] : [missing] };
  }
  const glossary = await readGlossary(read);
  if ('problems' in glossary) return { errors: glossary.problems, warnings: [] };
  const { terms, source } = glossary;
  const errors = terms.flatMap(({ id }, index) => (terms.findIndex((each) => each.id === id) < index
    ? [source.problem(['terms', index, 'id'], `The term "${id}" is defined twice in this file.`)] : []));
  return { errors, warnings: unfilled({ source }) };
}
