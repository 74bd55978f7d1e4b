/**
 * Reads the mongo shell's language: parses the text as JavaScript and keeps the few forms that are needed
 * to talk to a database. Nothing is ever run as JavaScript; what isn't listed here is refused with its place.
 */
import {
  parse, type CallExpression, type Expression as Syntax, type MemberExpression, type Node, type PrivateIdentifier, type Property,
  type SpreadElement, type Statement as SyntaxStatement, type Super,
} from 'acorn';
import { BackbenchError } from '../../../shared/errors.ts';
import { MAKERS } from './bson-makers.ts';
import { METHODS, READING_COMMANDS, unknownMethod, WRITING_STAGES } from './methods.ts';
import type { Expression, MongoProgram, Statement, Target } from './program.ts';

/** A text this long was pasted by mistake; it is not a query. */
const LONGEST_TEXT = 2_000_000;
/** Documents nest to 100 levels at most (MongoDB's own limit); deeper texts are refused before they use up the stack. */
const DEEPEST = 200;

const SUPPORTED = 'What can be used: db.<collection>.<method>(…), db.<method>(…), show collections, documents, lists, numbers, '
  + 'strings, regular expressions, ObjectId(), ISODate(), NumberDecimal() and the like, and const x = ….';

/** Lines that are commands of the shell, not JavaScript. */
const SHOW = /^([ \t]*)show[ \t]+(collections|tables)[ \t]*(?=;?[ \t]*\r?$)/gm;
const OTHER_COMMAND = /^[ \t]*(use|show|it|help|exit|quit|load)\b(?![ \t]*[(=.:,])[^\n]*/m;
/** Stands for `show collections` while the text is parsed; no name of the language. */
const SHOW_NAME = '$bb_show';

/** @throws BackbenchError QUERY_UNREADABLE with the position, UTF-16 units from 1 */
export function readExpression(text: string): MongoProgram {
  if (text.length > LONGEST_TEXT) throw unreadable('This text is too long for a query.', LONGEST_TEXT);
  const source = text.replace(SHOW, (whole: string, indent: string) => (indent + SHOW_NAME).padEnd(whole.length).slice(0, whole.length));
  let body: readonly Node[];
  try {
    body = parse(source, { ecmaVersion: 2022, sourceType: 'script' }).body;
  } catch (error) {
    throw syntaxError(error, text);
  }
  const reader = new Reader();
  const statements = body.flatMap((node) => reader.statement(node));
  if (statements.length === 0) throw unreadable('There is no expression here.', 0);
  return { statements, readsOnly: reader.writes.length === 0, writes: reader.writes };
}

class Reader {
  /** What was called that changes data, as written. */
  readonly writes: string[] = [];
  readonly #variables = new Map<string, Target | 'value' | 'database' | 'collection'>();
  #depth = 0;

  statement(node: Node): Statement[] {
    const any = node as Syntax | SyntaxStatement;
    switch (any.type) {
      case 'EmptyStatement':
        return [];
      case 'ExpressionStatement':
        return [{ kind: 'evaluate', start: any.start, value: this.expression(any.expression) }];
      case 'VariableDeclaration':
        return any.declarations.map((declaration): Statement => {
          if (declaration.id.type !== 'Identifier' || !declaration.init) throw refused('A variable needs a name and a value', declaration);
          const value = this.expression(declaration.init);
          if (declaration.id.name === 'db') throw refused('"db" is the database and cannot be declared again', declaration);
          this.#variables.set(declaration.id.name, kindOf(value));
          return { kind: 'declare', start: declaration.start, name: declaration.id.name, value };
        });
      default:
        throw refused(`${statementName(any.type)} cannot be used here`, any);
    }
  }

  expression(node: Syntax | Super | PrivateIdentifier | SpreadElement): Expression {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw refused('This nests too deeply', node);
    try {
      return this.#expression(node);
    } finally {
      this.#depth -= 1;
    }
  }

  #expression(node: Syntax | Super | PrivateIdentifier | SpreadElement): Expression {
    switch (node.type) {
      case 'ParenthesizedExpression':
        return this.expression(node.expression);
      case 'Literal':
        if (node.regex) return { kind: 'regex', pattern: node.regex.pattern, flags: node.regex.flags };
        if (typeof node.value === 'bigint') throw refused('Write large numbers as NumberLong("…")', node);
        return { kind: 'constant', value: node.value };
      case 'TemplateLiteral':
        if (node.expressions.length > 0) throw refused('${…} in a text cannot be used here', node);
        return { kind: 'constant', value: node.quasis.map((part) => part.value.cooked ?? '').join('') };
      case 'Identifier':
        return this.#identifier(node);
      case 'ObjectExpression':
        return { kind: 'object', entries: node.properties.map((property) => this.#property(property)) };
      case 'ArrayExpression':
        return { kind: 'array', items: node.elements.map((item) => {
          if (item === null) throw refused('A list must have no gaps', node);
          return this.#value(item);
        }) };
      case 'UnaryExpression': {
        const value = this.#value(node.argument);
        if (node.operator === '!') return { kind: 'not', value };
        if (node.operator !== '-' && node.operator !== '+') throw refused(`The operator ${node.operator} cannot be used here`, node);
        if (value.kind === 'constant' && typeof value.value === 'number') {
          return { kind: 'constant', value: node.operator === '-' ? -value.value : value.value };
        }
        return { kind: 'arithmetic', operator: node.operator, left: { kind: 'constant', value: 0 }, right: value };
      }
      case 'BinaryExpression': {
        const { operator } = node;
        if (operator !== '+' && operator !== '-' && operator !== '*' && operator !== '/' && operator !== '%') {
          throw refused(`The operator ${operator} cannot be used here`, node);
        }
        return { kind: 'arithmetic', operator, left: this.#value(node.left), right: this.#value(node.right) };
      }
      case 'NewExpression':
        if (node.callee.type !== 'Identifier') throw refused('This cannot be used here', node);
        return this.#make(node.callee.name, node.arguments, node);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        return this.#call(node);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        throw refused('Functions cannot be used here', node);
      case 'SpreadElement':
        throw refused('… (spread) cannot be used here', node);
      default:
        throw refused('This cannot be used here', node);
    }
  }

  /** An expression that must give a plain value: not the database, not a collection. */
  #value(node: Syntax | Super | PrivateIdentifier | SpreadElement): Expression {
    const expression = this.expression(node);
    const kind = this.#kind(expression);
    if (kind === 'database' || kind === 'collection' || kind === 'explainable') throw refused(`A ${kind} is not a value`, node);
    return expression;
  }

  #kind(expression: Expression): ReturnType<typeof kindOf> {
    return expression.kind === 'variable' ? (this.#variables.get(expression.name) ?? 'value') : kindOf(expression);
  }

  #identifier(node: { name: string } & Node): Expression {
    if (node.name === 'db') return { kind: 'database' };
    if (node.name === SHOW_NAME) return { kind: 'call', on: 'database', of: { kind: 'database' }, method: 'show collections', args: [] };
    if (node.name === 'undefined') throw refused('A value is missing: undefined cannot be stored', node);
    if (node.name === 'Infinity' || node.name === 'NaN') return { kind: 'constant', value: Number(node.name) };
    if (node.name === 'MinKey' || node.name === 'MaxKey') return { kind: 'make', type: node.name, args: [] };
    if (this.#variables.has(node.name)) return { kind: 'variable', name: node.name };
    throw refused(`${node.name} is not defined`, node);
  }

  #property(property: Property | SpreadElement): { key: string; value: Expression } {
    if (property.type === 'SpreadElement') throw refused('… (spread) cannot be used here', property);
    if (property.kind !== 'init' || property.method) throw refused('Functions cannot be used here', property);
    if (property.computed) throw refused('A [computed] name cannot be used here', property);
    const { key } = property;
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : null;
    if (name === null) throw refused('This is not a field name', property);
    return { key: name, value: this.#value(property.value) };
  }

  #member(node: MemberExpression): Expression {
    if (node.optional) throw refused('?. cannot be used here', node);
    const of = this.expression(node.object);
    const name: Expression = !node.computed && node.property.type === 'Identifier'
      ? { kind: 'constant', value: node.property.name } : this.#value(node.property);
    switch (this.#kind(of)) {
      case 'database':
        return { kind: 'collection', name };
      case 'collection':
        // db.shop.orders is the collection "shop.orders".
        if (of.kind !== 'collection' || of.name.kind !== 'constant' || name.kind !== 'constant') throw refused('This is not a collection', node);
        return { kind: 'collection', name: { kind: 'constant', value: `${String(of.name.value)}.${String(name.value)}` } };
      case 'explainable':
        throw refused('After explain() comes .find(…) or .aggregate(…)', node);
      default:
        return { kind: 'member', of, name };
    }
  }

  #call(node: CallExpression): Expression {
    const { callee } = node;
    if (node.optional) throw refused('?. cannot be used here', node);
    if (callee.type === 'Identifier') return this.#make(callee.name, node.arguments, node);
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') {
      throw refused('This cannot be called', callee);
    }
    const method = callee.property.name;
    if (callee.object.type === 'Identifier' && callee.object.name === 'Date' && method === 'now') {
      return { kind: 'arithmetic', operator: '-', left: { kind: 'make', type: 'Date', args: [] }, right: { kind: 'constant', value: 0 } };
    }
    const of = this.expression(callee.object);
    const on = this.#kind(of);
    const shown = written(of);
    if (on === 'value') throw refused(`.${method}() cannot be used on a value`, callee.property);
    const known = Object.hasOwn(METHODS[on], method) ? METHODS[on][method] : undefined;
    if (known === undefined) throw unreadable(unknownMethod(on, shown, method), callee.property.start);
    const args = node.arguments.map((argument) => this.#value(argument));
    const [min, max] = known.args;
    if (args.length < min || args.length > max) {
      const wanted = min === max ? String(min) : `${String(min)} to ${String(max)}`;
      throw refused(`${shown}.${method}() takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${String(args.length)}`, node);
    }
    if (known.reads === false || (known.reads !== true && !onlyReads(known.reads, args))) this.writes.push(`${shown}.${method}`);
    if (on === 'database' && method === 'getCollection') return { kind: 'collection', name: args[0] as Expression };
    return { kind: 'call', on, of, method, args };
  }

  #make(type: string, given: readonly (Syntax | SpreadElement)[], node: Node): Expression {
    const maker = Object.hasOwn(MAKERS, type) ? MAKERS[type] : undefined;
    if (maker === undefined) throw refused(`${type}() is not known here`, node);
    if (given.length > maker.args) throw refused(`${type}() takes at most ${String(maker.args)} arguments`, node);
    return { kind: 'make', type, args: given.map((argument) => this.#value(argument)) };
  }
}

/** What an expression gives: something to call methods on, or a plain value. */
function kindOf(expression: Expression): Target | 'value' {
  if (expression.kind === 'database' || expression.kind === 'collection') return expression.kind;
  if (expression.kind !== 'call') return 'value';
  return METHODS[expression.on][expression.method]?.gives ?? 'value';
}

/** Whether a pipeline or a command changes nothing, told from what is written; what can't be told from it does not count as reading. */
function onlyReads(what: 'pipeline' | 'command', args: Expression[]): boolean {
  const [first] = args;
  if (first === undefined) return true;
  if (what === 'command') {
    if (first.kind === 'constant') return READING_COMMANDS.has(String(first.value));
    return first.kind === 'object' && READING_COMMANDS.has(first.entries[0]?.key ?? '');
  }
  return first.kind === 'array' && first.items.every((stage) =>
    stage.kind === 'object' && stage.entries.every(({ key }) => !WRITING_STAGES.has(key)));
}

/** The beginning of a chain as it was written, for messages. */
function written(expression: Expression): string {
  if (expression.kind === 'database') return 'db';
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind === 'collection') return `db.${expression.name.kind === 'constant' ? String(expression.name.value) : '<collection>'}`;
  return expression.kind === 'call' ? `${written(expression.of)}.${expression.method}()` : 'value';
}

function statementName(type: string): string {
  const word = /^(For|While|DoWhile|If|Switch|Function|Class|Try|Throw|Return|Labeled|Block)/.exec(type)?.[1];
  return word === undefined ? 'This' : word === 'Block' ? 'A block { … }' : `"${word.replace('DoWhile', 'do').replace('Labeled', 'label').toLowerCase()}"`;
}

function refused(what: string, node: Node): BackbenchError<'QUERY_UNREADABLE'> {
  return unreadable(`${what}. ${SUPPORTED}`, node.start);
}

function unreadable(message: string, offset: number): BackbenchError<'QUERY_UNREADABLE'> {
  return new BackbenchError('QUERY_UNREADABLE', { message, position: offset + 1 });
}

function syntaxError(error: unknown, text: string): BackbenchError<'QUERY_UNREADABLE'> {
  const command = OTHER_COMMAND.exec(text);
  if (command !== null) {
    return unreadable(`"${command[0].trim()}" is a command of mongosh and cannot be used here. ${SUPPORTED}`, command.index);
  }
  const offset = error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number' ? error.pos : 0;
  const reason = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : String(error);
  const rest = text.slice(offset, offset + 20).split('\n')[0] ?? '';
  return unreadable(rest === '' ? `${reason}: the text ends too early.` : `${reason} at "${rest}".`, offset);
}
