/**
 * Reads the head of a lab.yaml without reading the rest of it as YAML: the blocks of the fields that it is made of
 * are cut out by their place at the margin, and the steps' ids are picked up on the way. Wherever the file is not
 * written in the plain way, it gives up, and the lab is read as a whole.
 */
import { load } from 'js-yaml';
import { HEAD_FIELDS, labHeadSchema, type LabHead } from './lab-head.ts';

/** The fields that are read as YAML. */
const CUT_OUT = new Set([...HEAD_FIELDS].filter((field) => field !== 'steps' && field !== 'placement'));

const [NEWLINE, RETURN, SPACE, HASH, DASH, COLON, LOWER_A, LOWER_Z] = [0x0a, 0x0d, 0x20, 0x23, 0x2d, 0x3a, 0x61, 0x7a];
/** What `{{value.name}}` begins with: the learner's own values are not known here. */
const VALUE_MARK = '{{value.';
/** An item of a list of which only the ids are read. */
const ITEM_ID = /^- id: *([a-z0-9-]+) *\r?$/;

/** @returns null where the head can't be told for certain, or is not valid */
export function readHead(bytes: Buffer): LabHead | null {
  const blocks = blocksOf(bytes);
  if (blocks === null || blocks.head.includes('\uFFFD') || blocks.head.includes(VALUE_MARK)) return null;
  try {
    const value = load(blocks.head);
    const parsed = labHeadSchema.safeParse(typeof value === 'object' && value !== null ? { ...value, ...blocks.ids } : value);
    return parsed.success ? parsed.data : null;
  } catch {
    // What is wrong is told with its place when the lab is read as a whole.
    return null;
  }
}

interface Blocks {
  /** The text of the fields that are read as YAML. */
  head: string;
  /** Of the lists of which only the ids are read. */
  ids: { steps: { id: string }[]; placement: { id: string }[] };
}

/**
 * In a block mapping at the margin, which a lab.yaml is, every line that begins with a letter begins a field: whatever
 * belongs to a field's value is indented, or is a list's dash. In the same way every dash at the indentation of a
 * list's first item begins an item.
 */
function blocksOf(bytes: Buffer): Blocks | null {
  const { length } = bytes;
  const ids: Blocks['ids'] = { steps: [], placement: [] };
  const seen = new Set<string>();
  let head = '';
  let field = '';
  let from = 0;
  /** Where the ids of this field go; null for other fields. */
  let list: { id: string }[] | null = null;
  /** Of the list's items; null before the first. */
  let indent: number | null = null;
  for (let begin = 0; begin < length;) {
    let at = begin;
    while (bytes[at] === SPACE) at += 1;
    const first = bytes[at] ?? NEWLINE;
    const column = at - begin;
    // A search of the whole rest is quicker than a loop; lines are long enough for that.
    const next = bytes.indexOf(NEWLINE, at);
    const end = next === -1 ? length : next;
    if (first >= LOWER_A && first <= LOWER_Z && column === 0) {
      if (CUT_OUT.has(field)) head += bytes.toString('utf8', from, begin);
      const colon = bytes.indexOf(COLON, at);
      if (colon === -1 || colon > end) return null;
      field = bytes.toString('latin1', begin, colon);
      if (seen.has(field)) return null;
      seen.add(field);
      from = begin;
      list = field === 'steps' || field === 'placement' ? ids[field] : null;
      indent = null;
      // A list on the line itself is not read here.
      if (list !== null && !/^: *\r?$/.test(bytes.toString('latin1', colon, end))) return null;
    } else if (first === DASH) {
      // A list at the margin is fine, the line `---` is not.
      if (column === 0 && bytes[at + 1] !== SPACE) return null;
      if (list !== null && (indent ?? column) === column) {
        indent = column;
        const id = ITEM_ID.exec(bytes.toString('latin1', at, end))?.[1];
        if (id === undefined) return null;
        list.push({ id });
      }
    } else if (column === 0 && first !== NEWLINE && first !== RETURN && first !== HASH) return null;
    begin = end + 1;
  }
  if (CUT_OUT.has(field)) head += bytes.toString('utf8', from, length);
  return { head, ids };
}
