/**
 * One act of the timeline in a process of its own that ends itself without warning before the change with a given
 * number: of the record, of the files, or of a service.
 * Arguments: the folder, the engine, the act, the number (0: to the end; a text `12ms`: that long after the act began).
 * Prints how many changes there were.
 */
import type { ServiceDriver } from '../../src/core/services/service.ts';
import type { EngineKind } from '../../src/shared/lab-format.ts';
import { never, openProcess, startOn } from './timeline-world.ts';

const [base = '', engine = 'native', act = 'reset', when = '0'] = process.argv.slice(2);
const last = when.endsWith('ms') ? 0 : Number(when);
let armed = false;
let count = 0;

/** A change is about to happen, or has just happened. */
function change(): void {
  if (!armed) return;
  count += 1;
  if (count === last) process.kill(process.pid, 'SIGKILL');
}

const CHANGING: ReadonlySet<PropertyKey> = new Set(['capture', 'restore', 'discard', 'runScript', 'put']);

/** Counts before and after each call that changes something. */
function counted<T extends object>(target: T): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name);
      if (typeof value !== 'function') return value;
      if (!CHANGING.has(name)) return (value as (...args: unknown[]) => unknown).bind(of);
      return async (...args: unknown[]) => {
        change();
        const result: unknown = await (value as (...args: unknown[]) => unknown).apply(of, args);
        change();
        return result;
      };
    },
  });
}

const opened = await openProcess(base, { wrap: (driver: ServiceDriver) => counted(driver) });
const { session, db } = opened;
const prepare = db.prepare.bind(db);
db.prepare = ((source: string) => {
  const statement = prepare(source);
  const run = statement.run.bind(statement);
  statement.run = ((...args: unknown[]) => {
    change();
    const result = run(...args);
    change();
    return result;
  });
  return statement;
}) as typeof db.prepare;
const workspace = await session.workspace();
for (const name of ['capture', 'restore', 'discard', 'put'] as const) {
  const plain = workspace[name].bind(workspace) as (...args: unknown[]) => Promise<void>;
  (workspace as unknown as Record<string, unknown>)[name] = async (...args: unknown[]) => {
    change();
    await plain(...args);
    change();
  };
}
await startOn(session, engine as EngineKind);
armed = true;
if (when.endsWith('ms')) setTimeout(() => { process.kill(process.pid, 'SIGKILL'); }, Number.parseFloat(when));
if (act === 'reset') await session.reset('lab', never);
else if (act === 'jump') await session.jump('three', never);
else await session.undo(never);
process.stdout.write(String(count));
process.exit(0);
