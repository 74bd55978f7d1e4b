/** The JSON Schema that editors use is made from the format, and holds for every lab in the course. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { labJsonSchema, SCHEMA_FILE } from '../scripts/lab-schema.mjs';

interface Schema { properties?: Record<string, Schema>; description?: string; additionalProperties?: unknown; anyOf?: Schema[]; oneOf?: Schema[]; items?: Schema }

const ROOT = join(import.meta.dirname, '..');
const schema = JSON.parse(labJsonSchema()) as Schema;

it('is up to date', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8'), 'Run: npm run lab-schema').toBe(labJsonSchema());
});

it('describes every field at the top and refuses others', () => {
  expect(Object.entries(schema.properties ?? {}).filter(([, field]) => field.description === undefined).map(([name]) => name)).toEqual([]);
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties?.['order']?.description).toBe('Place in the stage, from 1.');
});

it('gives each object the descriptions of its own fields', () => {
  const step = schema.properties?.['steps']?.items?.properties;
  expect(step?.['id']?.description).toContain('solution/<id>/');
  expect(schema.properties?.['mutants']?.items?.properties?.['id']?.description).toBe('Folder under `mutants/`.');
  const checks = step?.['checks']?.items;
  const kinds = checks?.oneOf ?? checks?.anyOf ?? [];
  expect(kinds.length).toBeGreaterThan(4);
  for (const kind of kinds) {
    const undescribed = Object.entries(kind.properties ?? {}).filter(([name, field]) => name !== 'kind' && field.description === undefined).map(([name]) => name);
    expect({ kind: JSON.stringify(kind.properties?.['kind']), undescribed }).toMatchObject({ undescribed: [] });
  }
});

it('is named at the top of every lab.yaml, so that editors find it', () => {
  for (const stage of readdirSync(join(ROOT, 'labs'), { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const { name: lab } of readdirSync(join(ROOT, 'labs', stage.name), { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      const [first] = readFileSync(join(ROOT, 'labs', stage.name, lab, 'lab.yaml'), 'utf8').split('\n');
      expect({ lab, first }).toEqual({ lab, first: '# yaml-language-server: $schema=../../../resources/lab.schema.json' });
    }
  }
});
