// Writes resources/lab.schema.json: the lab format as JSON Schema, so that editors complete and check a lab.yaml.
// The schema is made from the zod schemas in src/shared, the descriptions from the doc comments beside their fields.
// Runs on Node 24, which reads TypeScript.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { z } from 'zod';
import { labSchema } from '../src/shared/lab-format.ts';
import { inCheckout, isEntry } from './setup/paths.mjs';

export const SCHEMA_FILE = inCheckout('resources', 'lab.schema.json');

/** @typedef {{ docs: Map<string, string>, spreads: string[] }} Fields the fields of an object literal, and what it spreads in */

/** @returns {string} the text of resources/lab.schema.json */
export function labJsonSchema() {
  const docs = docsByKeys();
  const schema = z.toJSONSchema(labSchema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (!(zodSchema instanceof z.ZodObject)) return;
      const found = docs.get(keyOf(Object.keys(zodSchema.shape)));
      for (const [name, field] of Object.entries(jsonSchema.properties ?? {})) {
        const text = found?.get(name);
        // A copy: schemas that are used in several places share one object.
        if (text !== undefined && jsonSchema.properties !== undefined && typeof field === 'object') jsonSchema.properties[name] = { ...field, description: text };
      }
    },
  });
  return `${JSON.stringify({ ...schema, $id: 'https://backbench.invalid/lab.schema.json', title: 'A Backbench lab (lab.yaml)' }, null, 2)}\n`;
}

/** @param {readonly string[]} names @returns {string} which object it is: two with the same fields mean the same */
const keyOf = (names) => [...names].sort().join(' ');

/** @returns {Map<string, Map<string, string>>} the descriptions of the fields of each object, by its fields' names */
function docsByKeys() {
  /** @type {Map<string, Fields>} */
  const named = new Map();
  /** @type {Fields[]} */
  const all = [];
  for (const file of sources(inCheckout('src', 'shared'))) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isObjectLiteralExpression(node)) {
        const fields = fieldsOf(node, source);
        all.push(fields);
        const holder = ts.isAsExpression(node.parent) ? node.parent.parent : node.parent;
        if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) named.set(holder.name.text, fields);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  const result = new Map();
  for (const fields of all) {
    const docs = whole(fields, named);
    const key = keyOf([...docs.keys()]);
    const known = result.get(key) ?? new Map();
    for (const [name, text] of docs) if (text !== '' || !known.has(name)) known.set(name, text === '' ? undefined : text);
    result.set(key, known);
  }
  return result;
}

/** @param {Fields} fields @param {Map<string, Fields>} named @returns {Map<string, string>} with what it spreads in */
const whole = (fields, named) => new Map([
  ...fields.spreads.flatMap((name) => [...(named.has(name) ? whole(/** @type {Fields} */ (named.get(name)), named) : [])]), ...fields.docs,
]);

/** @param {ts.ObjectLiteralExpression} node @param {ts.SourceFile} source @returns {Fields} */
function fieldsOf(node, source) {
  const docs = new Map();
  const spreads = [];
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property) && ts.isIdentifier(property.expression)) spreads.push(property.expression.text);
    if (property.name !== undefined && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) docs.set(property.name.text, docOf(property, source));
  }
  return { docs, spreads };
}

/** @param {ts.Node} node @param {ts.SourceFile} source @returns {string} the doc comment before a field, as one line; empty without one */
function docOf(node, source) {
  const text = source.getFullText();
  const comment = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).map((range) => text.slice(range.pos, range.end)).filter((each) => each.startsWith('/**')).at(-1);
  return (comment ?? '').replace(/^\/\*\*|\*\/$/g, '').replace(/^\s*\*\s?/gm, '').replace(/\{@link (\w+)\}/g, '$1').replace(/\s+/g, ' ').trim();
}

/** @param {string} folder @returns {string[]} */
const sources = (folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort().map((name) => join(folder, name));

if (isEntry(import.meta)) writeFileSync(SCHEMA_FILE, labJsonSchema());
