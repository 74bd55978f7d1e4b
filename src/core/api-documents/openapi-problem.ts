/** Whether an OpenAPI document is a valid one, in words. */
import { Validator } from '@seriousme/openapi-schema-validator';
import type { Json } from './read-document.ts';

/** @returns the first thing that is wrong with it, or null */
export async function openApiProblem(root: Json): Promise<string | null> {
  const { valid, errors } = await new Validator().validate(structuredClone(root));
  if (valid) return null;
  const [error] = Array.isArray(errors) ? errors as { instancePath?: string; message?: string }[] : [];
  if (error === undefined) return typeof errors === 'string' ? errors : 'It is not valid.';
  const place = (error.instancePath ?? '').slice(1).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join(' → ');
  return `${place === '' ? '' : `${place}: `}${error.message ?? 'not as OpenAPI says'}`;
}
