/** JSON Schema, draft 2020-12: whether a value is as a schema says. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { withPatternLimit } from './author-pattern.ts';

export interface SchemaFault {
  /** As a JSON path, `$.items[0].price`. */
  path: string;
  /** What the schema asks for there. */
  expected: string;
}

const newValidator = (): Ajv2020 => new Ajv2020({ strict: false, allErrors: false, validateFormats: false });

/** @returns why this is no schema, or null */
export function schemaProblem(schema: object): string | null {
  try {
    newValidator().compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @returns where the value is not as the schema says, or null */
export function schemaFault(schema: object, value: unknown): SchemaFault | null {
  const validate = newValidator().compile(schema);
  return satisfies(validate, value) ? null : firstFault(validate.errors ?? []);
}

/** A schema may hold patterns. @throws PatternTooSlow */
export function satisfies(validate: ValidateFunction, value: unknown): boolean {
  return withPatternLimit(() => 'The validation against the JSON Schema', () => validate(value));
}

/** The first error of a validation in our words. */
export function firstFault(errors: readonly ErrorObject[]): SchemaFault {
  const [error] = errors;
  const path = `$${(error?.instancePath ?? '').split('/').slice(1).map((part) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^\d+$/.test(name) ? `[${name}]` : `.${name}`;
  }).join('')}`;
  const params = (error?.params ?? {}) as { additionalProperty?: string; allowedValues?: unknown[] };
  const more = params.additionalProperty !== undefined ? `: "${params.additionalProperty}"` : params.allowedValues !== undefined ? `: ${JSON.stringify(params.allowedValues)}` : '';
  return { path, expected: `${error?.message ?? 'a value as the schema says'}${more}` };
}
