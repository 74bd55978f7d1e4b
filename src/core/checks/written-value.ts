/** A value written out for a person, cut to what can be taken in. */

/** Characters that are shown of a value. */
const MAX_CHARACTERS = 2_000;

/** JSON over several lines; `nothing` where there is no value. */
export function writtenValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value, null, 2);
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS)}…`;
}
