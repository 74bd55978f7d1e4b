/** A YAML file with the place of every value in it, so that a problem can name its line. */
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { LabProblem } from '../../shared/errors.ts';

/**
 * How many nodes aliases may stand for in all. Ten aliases of ten aliases of … ("billion laughs") fill the
 * memory; a lab needs a handful for shared hints. The library's own limit is 100.
 */
const MAX_ALIAS_COUNT = 100;
/** A lab is eight levels deep, a matcher in it some more. */
const MAX_DEPTH = 64;
/** More problems than these help nobody: the first ones usually cause the rest. */
const MAX_SYNTAX_PROBLEMS = 10;

export type YamlPath = readonly PropertyKey[];

export interface YamlSource {
  /** The plain value. */
  value: unknown;
  /** A problem at a place; where the path does not exist, at the nearest place above it. */
  problem(path: YamlPath, message: string): LabProblem;
}

/**
 * @param file the name that problems carry
 * @param text the YAML text
 * @returns the value with its places, or what is wrong with the text
 */
export function readYaml(file: string, text: string): { source: YamlSource } | { problems: LabProblem[] } {
  const lines = new LineCounter();
  try {
    const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', schema: 'core', stringKeys: true });
    // A warning is a tag that nothing knows: the value would not be what it says it is.
    const faults = [...doc.errors, ...doc.warnings].slice(0, MAX_SYNTAX_PROBLEMS);
    if (faults.length > 0) {
      return { problems: faults.map((fault) => ({ file, ...at(lines, fault.pos[0]), message: `This is not valid YAML: ${fault.message}.` })) };
    }
    const value: unknown = doc.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
    const problem = (path: YamlPath, message: string): LabProblem => ({ file, ...at(lines, offsetOf(doc, path)), message });
    const deep = tooDeep(value);
    if (deep !== null) return { problems: [problem(deep.path, deep.message)] };
    return { source: { value, problem } };
  } catch (error) {
    return { problems: [{ file, message: unreadable(error) }] };
  }
}

/** A text whose value is known. It is read only when a place in it is asked for. */
export function knownYaml(file: string, text: string, value: unknown): YamlSource {
  let read: ReturnType<typeof readYaml> | undefined;
  return {
    value,
    problem: (path, message) => {
      read ??= readYaml(file, text);
      return 'source' in read ? read.source.problem(path, message) : { file, message };
    },
  };
}

/** The first place below which nobody can follow: everything after this walks a value level by level, without counting. */
function tooDeep(value: unknown): { path: YamlPath; message: string } | null {
  const seen = new Set<object>();
  const above: object[] = [];
  const path: PropertyKey[] = [];
  const visit = (at: unknown): string | null => {
    if (typeof at !== 'object' || at === null) return null;
    if (above.includes(at)) return 'This alias stands for something that it is part of. Write the value out.';
    if (above.length >= MAX_DEPTH) return `This is nested deeper than ${String(MAX_DEPTH)} levels. Make it flatter.`;
    if (seen.has(at)) return null;
    seen.add(at);
    above.push(at);
    for (const [key, item] of Object.entries(at)) {
      path.push(Array.isArray(at) ? Number(key) : key);
      const message = visit(item);
      if (message !== null) return message;
      path.pop();
    }
    above.pop();
    return null;
  };
  const message = visit(value);
  return message === null ? null : { path, message };
}

function unreadable(error: unknown): string {
  if (error instanceof ReferenceError && /alias count/i.test(error.message)) {
    return `Aliases (*name) stand for more than ${String(MAX_ALIAS_COUNT)} nodes. Write the values out instead.`;
  }
  // The parser follows nesting on the stack; a lab is six levels deep.
  if (error instanceof RangeError) return 'This is nested too deep to be read. Make it flatter.';
  return `This could not be read as YAML: ${error instanceof Error ? error.message : String(error)}.`;
}

function at(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function offsetOf(doc: Document.Parsed, path: YamlPath): number {
  let node: unknown = doc.contents;
  let offset = 0;
  for (const step of path) {
    const next = child(doc, node, step);
    if (next === null) break;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return offset;
}

/** The value below a node, and where a person would look for it: at its key, or at the list item itself. */
function child(doc: Document.Parsed, parent: unknown, step: PropertyKey): { node: unknown; offset: number | undefined } | null {
  const node = isAlias(parent) ? parent.resolve(doc) : parent;
  if (isMap(node)) {
    const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(step));
    if (pair === undefined) return null;
    return { node: pair.value, offset: isNode(pair.key) ? start(pair.key) : undefined };
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return item === undefined ? null : { node: item, offset: isNode(item) ? start(item) : undefined };
  }
  return null;
}

function start(node: Node): number | undefined {
  return node.range?.[0];
}
