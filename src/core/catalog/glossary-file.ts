/** Reads the `glossary.yaml` of a lab: the terms that it introduces. */
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { glossarySchema, type Term } from '../../shared/course-format.ts';
import { readLabFile, type LabFolder } from './lab-files.ts';
import { schemaProblems } from './schema-problems.ts';
import { knownYaml, readYaml, type YamlSource } from './yaml-source.ts';
import type { YamlValues } from './yaml-values.ts';

export const GLOSSARY_FILE = 'glossary.yaml';

/**
 * @param kept what the YAML is known to say
 * @returns the terms with their places in the file, or what is wrong with it
 * @throws what is not the file's fault
 */
export async function readGlossary(lab: LabFolder, kept?: YamlValues): Promise<{ terms: Term[]; source: YamlSource } | { problems: LabProblem[] }> {
  try {
    const text = await readLabFile(lab, GLOSSARY_FILE);
    const known = kept?.find(text);
    const yaml = known === undefined ? readYaml(GLOSSARY_FILE, text) : { source: knownYaml(GLOSSARY_FILE, text, known) };
    if ('problems' in yaml) return yaml;
    const parsed = glossarySchema.safeParse(yaml.source.value);
    if (parsed.success && known === undefined) kept?.keep(text, yaml.source.value);
    return parsed.success
      ? { terms: parsed.data.terms, source: yaml.source }
      : { problems: schemaProblems(glossarySchema, yaml.source, parsed.error.issues) };
  } catch (error) {
    if (error instanceof BackbenchError && error.code === 'LAB_INVALID') return { problems: (error as BackbenchError<'LAB_INVALID'>).details.problems };
    throw error;
  }
}
