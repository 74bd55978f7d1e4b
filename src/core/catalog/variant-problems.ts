/** What is wrong with a lab's variants: each must be a whole lab once its folder lies over the lab's own. */
import { labSchema, type Lab, type Variant } from '../../shared/lab-format.ts';
import { filesForVariant, VARIANTS_FOLDER } from './lab-files.ts';
import type { LabTree } from './lab-tree.ts';
import { labForVariant } from './resolve-variant.ts';
import { variantTextProblems } from './variant-text.ts';
import type { YamlPath } from './yaml-source.ts';

type Files = Pick<LabTree, 'files' | 'folders'>;
type Report = (path: YamlPath, message: string) => void;

/** What a variant may bring of its own. Lessons are shared: their `:::` blocks hold what differs. */
const OVERLAID = ['workspace', 'seed', 'checks', 'solution', 'alternatives', 'mutants'];

/**
 * Looks at the lab as it is, or at each of its variants. What is wrong in all of them is said once.
 * @param content finds the problems of a lab without variants
 */
export function variantProblems(lab: Lab, tree: Files, report: Report, content: (lab: Lab, tree: Files, report: Report) => void): void {
  folderProblems(lab, tree, report);
  referenceProblems(lab, report);
  textProblems(lab, lab, [], report);
  if (lab.variants.length === 0) {
    content(lab, tree, report);
    return;
  }
  const found = new Map<string, { path: YamlPath; message: string; variants: Variant[] }>();
  for (const variant of lab.variants) {
    const add = (path: YamlPath, message: string): void => {
      const key = JSON.stringify([path, message]);
      const known = found.get(key) ?? { path, message, variants: [] };
      found.set(key, known);
      if (!known.variants.includes(variant)) known.variants.push(variant);
    };
    const resolved = labForVariant(lab, variant);
    const parsed = labSchema.safeParse(resolved);
    for (const issue of parsed.success ? [] : parsed.error.issues) add(issue.path, `Once the words are put in, this does not fit: ${issue.message}.`);
    content(resolved, filesOf(lab, variant, tree), (path, message) => { add(placeInLab(path, lab, resolved), message); });
  }
  for (const { path, message, variants } of found.values()) {
    report(path, variants.length === lab.variants.length ? message : `Variant ${variants.map((each) => each.id).join(', ')}: ${message}`);
  }
}

/** The files as the variant sees them, without the answers of other variants. */
function filesOf(lab: Lab, variant: Variant, tree: Files): Files {
  const others = [
    ...lab.alternatives.filter((each) => each.variants?.includes(variant.id) === false).map((each) => `alternatives/${each.id}`),
    ...lab.mutants.filter((each) => each.variants?.includes(variant.id) === false).map((each) => `mutants/${each.id}`),
  ];
  const mine = (paths: ReadonlySet<string>): Set<string> =>
    new Set([...filesForVariant(paths, variant.id)].filter((path) => !others.some((other) => path === other || path.startsWith(`${other}/`))));
  return { files: mine(tree.files), folders: mine(tree.folders) };
}

/** The resolved lab lists fewer answers; an author wants the place in the file. */
function placeInLab(path: YamlPath, lab: Lab, resolved: Lab): YamlPath {
  const [list, index, ...rest] = path;
  if ((list !== 'mutants' && list !== 'alternatives') || typeof index !== 'number') return path;
  const id = resolved[list][index]?.id;
  return [list, lab[list].findIndex((each) => each.id === id), ...rest];
}

function folderProblems(lab: Lab, tree: Files, report: Report): void {
  const ids = new Set(lab.variants.map((each) => each.id));
  for (const path of [...tree.folders, ...tree.files]) {
    const [top, id, part, ...deeper] = path.split('/');
    if (top !== VARIANTS_FOLDER || id === undefined || deeper.length > 0) continue;
    if (part === undefined && !ids.has(id)) report(['variants'], `${path} belongs to no variant in lab.yaml. Name it there or take it out.`);
    if (part !== undefined && ids.has(id) && !(tree.folders.has(path) && OVERLAID.includes(part))) {
      report(['variants'], `Nothing uses ${path}. A variant's folder holds ${OVERLAID.join(', ')}.`);
    }
  }
}

/** Answers and variants that name variants must name ones that exist; the one that proves the others' checks proves its own. */
function referenceProblems(lab: Lab, report: Report): void {
  const known = lab.variants.map((each) => each.id);
  for (const [index, { id, provenBy }] of lab.variants.entries()) {
    if (provenBy === undefined) continue;
    const proof = lab.variants.find((each) => each.id === provenBy);
    if (proof === undefined) report(['variants', index, 'provenBy'], `There is no variant "${provenBy}". Variants: ${known.join(', ')}.`);
    else if (proof.id === id || proof.provenBy !== undefined) report(['variants', index, 'provenBy'], `"${provenBy}" does not prove its own checks. Name a variant that has no provenBy.`);
  }
  for (const list of ['alternatives', 'mutants'] as const) {
    for (const [index, { variants = [] }] of lab[list].entries()) {
      for (const [position, id] of variants.entries()) {
        if (!known.includes(id)) report([list, index, 'variants', position], `There is no variant "${id}".${known.length === 0 ? ' This lab has none.' : ` Variants: ${known.join(', ')}.`}`);
      }
    }
  }
}

/** Words and blocks in the texts of lab.yaml itself. */
function textProblems(value: unknown, lab: Lab, path: readonly PropertyKey[], report: Report): void {
  if (typeof value === 'string') for (const { message } of variantTextProblems(value, lab.variants)) report(path, message);
  else if (Array.isArray(value)) for (const [index, each] of value.entries()) textProblems(each, lab, [...path, index], report);
  else if (value !== null && typeof value === 'object') for (const [key, each] of Object.entries(value)) textProblems(each, lab, [...path, key], report);
}
