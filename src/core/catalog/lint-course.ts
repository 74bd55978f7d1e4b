/** Lint of the whole course: concepts that are taught once and before they are needed, terms that are defined once. */
import { join } from 'node:path';
import type { Term } from '../../shared/course-format.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { STAGES } from '../../shared/stages.ts';
import { termOf } from '../../shared/lesson-links.ts';
import { findLabs } from './find-labs.ts';
import { GLOSSARY_FILE, readGlossary } from './glossary-file.ts';
import { readLabFile } from './lab-files.ts';
import type { LintFinding } from './lint-lab.ts';
import { readLab, type ReadLab } from './load-lab.ts';
import { markdownPlaces } from './markdown-places.ts';
import { nearest } from './schema-problems.ts';
import { readStageHead } from './stage-head.ts';
import type { YamlSource } from './yaml-source.ts';

interface CourseLab {
  read: ReadLab;
  terms: readonly Term[];
  glossary: YamlSource | null;
  /** Whether everything that it may define is known. */
  whole: boolean;
  /** Terms that its lessons link. */
  links: { file: string; line: number; column: number; term: string }[];
}

/**
 * What is wrong between the labs of a course. Labs that can't be read are left to their own lint, and nothing is
 * called unknown that they might hold.
 * @param more lab folders outside the labs folder that are looked at as if they were in it, absolute
 * @returns the findings by lab folder, absolute
 * @throws BackbenchError LABS_FOLDER_UNUSABLE; the signal's reason
 */
export async function lintCourse(labsFolder: string, more: readonly string[], signal: AbortSignal): Promise<Map<string, LintFinding[]>> {
  const found = await findLabs(labsFolder, signal);
  const folders = new Set([...found.labs.map((each) => each.folder), ...more]);
  const labs: CourseLab[] = [];
  for (const folder of folders) {
    signal.throwIfAborted();
    const result = await readLab(folder, signal);
    if ('read' in result) labs.push(await courseLab(result.read));
  }
  const course: Course = { labs: labs.toSorted((a, b) => place(a.read.lab) - place(b.read.lab)), whole: labs.length === folders.size && labs.every((lab) => lab.whole) };
  const findings = new Map<string, LintFinding[]>();
  for (const lab of course.labs) {
    const each = [...conceptFindings(lab, course), ...termFindings(lab, course)];
    if (each.length > 0) findings.set(lab.read.folder, each);
  }
  return findings;
}

interface Course {
  /** In the order in which they are done. */
  labs: readonly CourseLab[];
  /** Whether every lab and glossary could be read. */
  whole: boolean;
}

const place = (lab: Lab): number => STAGES.indexOf(lab.stage) * 10_000 + lab.order;

async function courseLab(read: ReadLab): Promise<CourseLab> {
  const glossary = await readGlossary(read);
  const links: CourseLab['links'] = [];
  for (const file of new Set(read.lab.steps.map((step) => step.lesson))) {
    // A lesson that can't be read is told by the lab's own lint.
    const text = await readLabFile(read, file).catch(() => '');
    for (const { target, line, column } of markdownPlaces(text)) {
      const term = termOf(target);
      if (term !== null) links.push({ file, line, column, term });
    }
  }
  return 'terms' in glossary
    ? { read, terms: glossary.terms, glossary: glossary.source, whole: true, links }
    : { read, terms: [], glossary: null, whole: !read.tree.files.has(GLOSSARY_FILE), links };
}

function conceptFindings({ read: { lab, source } }: CourseLab, { labs, whole }: Course): LintFinding[] {
  const found: LintFinding[] = [];
  const error = (path: (string | number)[], message: string): void => { found.push({ severity: 'error', ...source.problem(path, message) }); };
  for (const [index, { id }] of lab.teaches.entries()) {
    const first = labs.find((other) => other.read.lab.teaches.some((each) => each.id === id));
    if (first !== undefined && first.read.lab.id !== lab.id) error(['teaches', index, 'id'], `The lab "${first.read.lab.id}" teaches "${id}" already. Name it under "requires" here, or take it out there.`);
  }
  const teachers = new Map(labs.toReversed().flatMap((other) => other.read.lab.teaches.map((each) => [each.id, other.read.lab])));
  for (const [index, id] of lab.requires.entries()) {
    const at = ['requires', index];
    const teacher = teachers.get(id);
    if (teacher === undefined) {
      const near = nearest(id, [...teachers.keys()]);
      if (whole) error(at, `No lab teaches "${id}". ${near === null ? 'Name a concept that stands under "teaches" of a lab before this one.' : `Did you mean "${near}"?`}`);
    } else if (teacher.id === lab.id) error(at, `The lab itself teaches "${id}". Take it out here.`);
    else {
      const way = wayBack(teacher, lab.id, teachers);
      if (way !== null) error(at, `This goes in a circle: ${[lab.id, ...way].join(' needs ')}. One of them must do without.`);
      else if (place(teacher) > place(lab)) found.push({ severity: 'warning', ...source.problem(at, `"${id}" is taught by "${teacher.id}", which comes later in the course. Change the order, or do without it.`) });
    }
  }
  return found;
}

/** The labs from one to another along what they require, or null when none leads there. */
function wayBack(from: Lab, to: string, teachers: ReadonlyMap<string, Lab>): string[] | null {
  const seen = new Set<string>();
  const visit = (lab: Lab): string[] | null => {
    if (lab.id === to) return [lab.id];
    if (seen.has(lab.id)) return null;
    seen.add(lab.id);
    for (const id of lab.requires) {
      const next = teachers.get(id);
      const way = next === undefined || next.id === lab.id ? null : visit(next);
      if (way !== null) return [lab.id, ...way];
    }
    return null;
  };
  return visit(from);
}

function termFindings(lab: CourseLab, { labs, whole }: Course): LintFinding[] {
  const found: LintFinding[] = [];
  const { id } = lab.read.lab;
  for (const [index, term] of lab.terms.entries()) {
    const tell = (severity: LintFinding['severity'], field: string, message: string): void => {
      if (lab.glossary !== null) found.push({ severity, ...lab.glossary.problem(['terms', index, field], message) });
    };
    const others = labs.slice(0, labs.indexOf(lab));
    const same = others.find((other) => other.terms.some((each) => each.id === term.id));
    if (same !== undefined) tell('error', 'id', `The lab "${same.read.lab.id}" defines "${term.id}" already. Link it in the lesson; it needs no entry here.`);
    const words = wordsOf(term);
    const alike = same === undefined ? others.find((other) => other.terms.some((each) => wordsOf(each).some((word) => words.includes(word)))) : undefined;
    if (alike !== undefined) tell('warning', 'term', `The lab "${alike.read.lab.id}" has a term of this name, under another id. Is it the same?`);
    if (!lab.links.some((link) => link.term === term.id)) tell('warning', 'id', `No lesson of "${id}" links this term. Link it at its first use: [${term.term}](term:${term.id}).`);
  }
  const known = new Set(labs.flatMap((each) => each.terms.map((term) => term.id)));
  for (const { term, ...at } of lab.links) {
    if (known.has(term) || !whole) continue;
    const near = nearest(term, [...known]);
    found.push({ severity: 'error', ...at, message: `No glossary defines "${term}". ${near === null ? 'Define it in the glossary.yaml of the lab that introduces it.' : `Did you mean "${near}"?`}` });
  }
  return found;
}

const wordsOf = (term: Term): string[] => [term.term, ...term.aliases].map((word) => word.toLowerCase());

/** What is wrong with the heads of the stages that have labs. @returns the findings by stage folder, absolute */
export async function lintStages(labsFolder: string, signal: AbortSignal): Promise<{ stage: string; folder: string; findings: LintFinding[] }[]> {
  const found = await findLabs(labsFolder, signal);
  const stages = STAGES.filter((stage) => found.labs.some((lab) => lab.stage === stage));
  return await Promise.all(stages.map(async (stage) => {
    const { head, problems } = await readStageHead(labsFolder, stage);
    const missing: LintFinding[] = head === null && problems.length === 0
      ? [{ severity: 'warning', file: 'stage.yaml', message: 'The stage has no head. Say in its stage.yaml what it adds up to, with a picture.' }] : [];
    return { stage, folder: join(labsFolder, stage), findings: [...problems.map((problem): LintFinding => ({ severity: 'error', ...problem })), ...missing] };
  }));
}
