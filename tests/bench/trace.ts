/** Reads a recording of Chromium's tracing: the long tasks of a page's main thread, and what they were long for. */

export interface LongTask {
  /** The mark "act …" that was set last before it. */
  act: string;
  /** How long it took by the clock, which on a busy machine counts what others did meanwhile. */
  ms: number;
  processorMs: number;
  /** What took most of the processor's time in it, by itself. */
  causes: { what: string; processorMs: number }[];
}

/** Chromium's trace event format: times in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string; data?: { url?: string; functionName?: string; lineNumber?: number; columnNumber?: number } };
}

const CAUSES = 4;

/** @param recording the JSON text @param overMs tasks that took longer by the clock are told, the longest first */
export function longTasks(recording: string, overMs: number): LongTask[] {
  const { traceEvents } = JSON.parse(recording) as { traceEvents: TraceEvent[] };
  const marks = traceEvents.filter(({ name }) => name.startsWith('act ')).sort((a, b) => a.ts - b.ts);
  const page = marks[0]?.pid;
  const thread = traceEvents.find((each) => each.name === 'thread_name' && each.pid === page && each.args?.name === 'CrRendererMain')?.tid;
  if (page === undefined || thread === undefined) throw new Error('The recording holds no page with marks.');
  const events = traceEvents.filter((each) => each.ph === 'X' && each.pid === page && each.tid === thread).sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const found: LongTask[] = [];
  for (const [at, task] of events.entries()) {
    if (task.name !== 'ThreadControllerImpl::RunTask' || (task.dur ?? 0) <= overMs * 1_000) continue;
    const end = task.ts + (task.dur ?? 0);
    const inside: TraceEvent[] = [];
    for (let next = at + 1; next < events.length && (events[next]?.ts ?? end) < end; next += 1) inside.push(events[next] as TraceEvent);
    found.push({
      act: marks.findLast(({ ts }) => ts <= task.ts)?.name.slice('act '.length) ?? 'before',
      ms: (task.dur ?? 0) / 1_000, processorMs: (task.tdur ?? 0) / 1_000, causes: causesOf(inside),
    });
  }
  return found.sort((a, b) => b.processorMs - a.processorMs);
}

/** The processor's time of each event without those inside it, summed by what it was. */
function causesOf(events: readonly TraceEvent[]): LongTask['causes'] {
  const own = new Map<TraceEvent, number>(events.map((each) => [each, each.tdur ?? 0]));
  const open: TraceEvent[] = [];
  for (const each of events) {
    while (open.length > 0 && endOf(open.at(-1)) <= each.ts) open.pop();
    const outer = open.at(-1);
    if (outer !== undefined) own.set(outer, (own.get(outer) ?? 0) - (each.tdur ?? 0));
    open.push(each);
  }
  const sums = new Map<string, number>();
  for (const [each, micros] of own) sums.set(wordsOf(each), (sums.get(wordsOf(each)) ?? 0) + micros / 1_000);
  return [...sums].map(([what, processorMs]) => ({ what, processorMs })).sort((a, b) => b.processorMs - a.processorMs).slice(0, CAUSES);
}

const endOf = (event: TraceEvent | undefined): number => (event?.ts ?? 0) + (event?.dur ?? 0);

function wordsOf({ name, args }: TraceEvent): string {
  const { url = '', functionName = '', lineNumber, columnNumber } = args?.data ?? {};
  const file = url.split('/').at(-1) ?? '';
  return file === '' ? name : `${name} ${functionName} ${file}:${String(lineNumber ?? '')}:${String(columnNumber ?? '')}`.replaceAll(/ +/g, ' ');
}
