/** Reads the words and message keys out of the window's source files, with the compiler's own parser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** From the root of the checkout. */
  path: string;
  tree: ts.SourceFile;
}

/** Every source file below some folders that is no test. */
export function sourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name))
      .map((name) => {
        const file = join(root, folder, name);
        return { path: relative(root, file), tree: ts.createSourceFile(name, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true) };
      }),
  );
}

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  // forEachChild takes no generator.
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

const place = ({ path, tree }: SourceFile, node: ts.Node): string => `${path}:${String(tree.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;

/** Every text in quotes. */
export function texts(files: readonly SourceFile[]): Set<string> {
  const found = new Set<string>();
  for (const { tree } of files) {
    for (const node of nodesOf(tree)) if (ts.isStringLiteralLike(node)) found.add(node.text);
  }
  return found;
}

export interface MessageUse {
  place: string;
  key: string;
  /** The names of the values that are given; null where they can't be read from the source. */
  values: string[] | null;
}

/** The calls of `t('key', { … })` and the phrases `<Phrase of="key" values={{ … }}>`, by the keys that there are. */
export function messageUses(files: readonly SourceFile[], isKey: (text: string) => boolean): MessageUse[] {
  const uses: MessageUse[] = [];
  for (const file of files) {
    for (const node of nodesOf(file.tree)) {
      if (ts.isCallExpression(node)) {
        const [first, second] = node.arguments;
        if (!ts.isIdentifier(node.expression) || node.expression.text !== 't' || first === undefined || !ts.isStringLiteralLike(first) || !isKey(first.text)) continue;
        uses.push({ place: place(file, node), key: first.text, values: second === undefined ? [] : namesIn(second) });
      } else if (ts.isJsxSelfClosingElement(node) && node.tagName.getText() === 'Phrase') {
        const of = attribute(node, 'of');
        if (of === undefined || !ts.isStringLiteralLike(of)) continue;
        const given = [attribute(node, 'values'), attribute(node, 'tags')].map((each) => (each === undefined ? [] : ts.isJsxExpression(each) && each.expression !== undefined ? namesIn(each.expression) : null));
        uses.push({ place: place(file, node), key: of.text, values: given.includes(null) ? null : (given as string[][]).flat() });
      }
    }
  }
  return uses;
}

function attribute(element: ts.JsxSelfClosingElement, name: string): ts.JsxAttributeValue | undefined {
  const found = element.attributes.properties.find((each): each is ts.JsxAttribute => ts.isJsxAttribute(each) && each.name.getText() === name);
  return found?.initializer;
}

function namesIn(value: ts.Expression): string[] | null {
  if (!ts.isObjectLiteralExpression(value)) return null;
  const names = value.properties.map((each) => (ts.isPropertyAssignment(each) || ts.isShorthandPropertyAssignment(each) ? each.name.getText() : null));
  return names.includes(null) ? null : (names as string[]);
}

/** What a person reads or hears, of an element. */
const SPOKEN = new Set(['title', 'label', 'placeholder', 'alt', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'about', 'what', 'name', 'text']);
/** Words have two letters beside each other; signs, units of one letter and numbers have not. */
const WORDS = /\p{L}\p{L}/u;

/** Words that stand in components: between tags, in attributes that are read, in what is said. @param names words that are the same in every language */
export function inlineWords(files: readonly SourceFile[], names: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const note = (file: SourceFile, node: ts.Node, text: string): void => {
    const words = text.trim();
    if (WORDS.test(words) && !names.has(words)) found.push(`${place(file, node)}: ${words}`);
  };
  for (const file of files) {
    for (const node of nodesOf(file.tree)) {
      if (ts.isJsxText(node)) note(file, node, node.text);
      else if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText()) && !isIcon(node)) {
        for (const text of shownTexts(node.initializer)) note(file, text, text.getText().slice(1, -1));
      } else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
        for (const text of shownTexts(node.expression)) note(file, text, text.getText().slice(1, -1));
      } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'announce') {
        for (const text of node.arguments.flatMap((each) => [...shownTexts(each)])) note(file, text, text.getText().slice(1, -1));
      }
    }
  }
  return found;
}

/** `name` and `text` say something to our own components and to figures; to HTML's inputs they are names for programs. */
function isIcon(node: ts.JsxAttribute): boolean {
  const element = node.parent.parent;
  return ['name', 'text', 'what', 'about'].includes(node.name.getText()) && /^[a-z]/.test(element.tagName.getText());
}

/** The texts that an expression may come out as; those that are compared, or asked for by key, are none. */
function* shownTexts(node: ts.Node | undefined): Generator<ts.Node> {
  if (node === undefined) return;
  if (ts.isStringLiteralLike(node)) yield node;
  else if (ts.isTemplateExpression(node)) {
    yield node.head;
    for (const span of node.templateSpans) {
      yield span.literal;
      yield* shownTexts(span.expression);
    }
  } else if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) yield* shownTexts(node.expression);
  else if (ts.isConditionalExpression(node)) {
    yield* shownTexts(node.whenTrue);
    yield* shownTexts(node.whenFalse);
  } else if (ts.isBinaryExpression(node)) {
    const sign = node.operatorToken.kind;
    if (sign === ts.SyntaxKind.AmpersandAmpersandToken) yield* shownTexts(node.right);
    else if (sign === ts.SyntaxKind.BarBarToken || sign === ts.SyntaxKind.QuestionQuestionToken || sign === ts.SyntaxKind.PlusToken) {
      yield* shownTexts(node.left);
      yield* shownTexts(node.right);
    }
  }
}
