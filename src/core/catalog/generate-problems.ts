/** The generated rows and files of a lab: what each kind of service can take, and names that nothing has. */
import type { Lab, ServiceSpec } from '../../shared/lab-format.ts';
import type { RowSetSpec } from '../../shared/generate-format.ts';
import { rowsProblems, type GenerateProblem } from '../generate/rows-problems.ts';

/** @returns problems at paths below the lab */
export function generateProblems(lab: Lab): GenerateProblem[] {
  return [
    ...lab.services.flatMap((service, index) => serviceProblems(service).map((problem) => under(['services', index, 'generate'], problem))),
    ...fileProblems(lab),
  ];
}

function serviceProblems(service: ServiceSpec): GenerateProblem[] {
  const before = new Map<string, RowSetSpec>();
  return service.generate.flatMap((set, index) => {
    const problems = [
      ...(before.has(set.into) ? [{ path: ['into'], message: `"${set.into}" is generated before. Give the rows in one place.` }] : []),
      ...kindProblems(set, service),
      ...rowsProblems(set, before, service.kind === 'redis' ? [{ path: ['into'], text: set.into }] : []),
    ].map((problem) => under([index], problem));
    before.set(set.into, set);
    return problems;
  });
}

/** Columns that each form of a key is made of; all columns for those that are not here. */
const REDIS_COLUMNS: Partial<Record<NonNullable<RowSetSpec['as']>, readonly string[]>> = {
  string: ['value'], set: ['value'], list: ['value'], zset: ['member', 'score'],
};

function kindProblems(set: RowSetSpec, { kind }: ServiceSpec): GenerateProblem[] {
  if (kind === 'redis') {
    if (set.as === undefined) return [{ path: [], message: 'Say with "as" what the keys hold: string, hash, set, list, zset or stream.' }];
    return (REDIS_COLUMNS[set.as] ?? []).filter((name) => !Object.hasOwn(set.columns, name))
      .map((name) => ({ path: ['columns'], message: `A ${String(set.as)} needs a column "${name}".` }));
  }
  const problems = set.as === undefined ? [] : [{ path: ['as'], message: 'Only redis has "as". Take it out.' }];
  const dotted = kind === 'mongo' ? undefined : Object.keys(set.columns).find((name) => name.includes('.'));
  if (dotted !== undefined) problems.push({ path: ['columns'], message: `Only mongo has fields within fields; "${dotted}" needs a name without a dot.` });
  return problems;
}

function fileProblems(lab: Lab): GenerateProblem[] {
  const seen = new Set<string>();
  return lab.files.flatMap((file, index) => {
    const problems = rowsProblems(file.generate, new Map(), [{ path: ['line'], text: file.generate.line }]).map((problem) => under(['generate'], problem));
    if (seen.has(file.path)) problems.push({ path: ['path'], message: `"${file.path}" is made twice.` });
    seen.add(file.path);
    return problems.map((problem) => under(['files', index], problem));
  });
}

const under = (path: (string | number)[], problem: GenerateProblem): GenerateProblem => ({ ...problem, path: [...path, ...problem.path] });
