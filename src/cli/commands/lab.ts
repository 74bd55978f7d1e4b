/** `backbench lab start | check | stop` */
import type { EngineKind } from '../../shared/lab-format.ts';
import { activityText, checkStateWord, describeReason, describeVerdict, engineName, serviceName } from '../../shared/messages.ts';
import type { CheckResult, Evidence } from '../../shared/verdict.ts';
import type { LabSession } from '../../core/session/lab-session.ts';
import { planText } from '../../core/checks/plan-text.ts';
import { scriptText } from '../../core/checks/script-text.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';
import { command } from '../words.ts';

/** Runs an act on the lab with its progress shown. */
export async function withProgress<T>({ output }: Context, session: LabSession, act: () => Promise<T>): Promise<T> {
  const off = session.onChange(() => {
    const { activity } = session.view();
    if (activity !== null) output.progress(`${activityText(activity)} …`);
  });
  try {
    return await act();
  } finally {
    off();
    output.progress('');
  }
}

/**
 * The lab's session with its services running.
 * @param variant chosen for this and later calls; null for the one chosen last
 */
export async function opened(context: Context, id: string, engine: EngineKind | null, variant: string | null): Promise<LabSession> {
  if (variant !== null) context.core.sessions.chooseVariant(id, variant);
  const session = context.core.sessions.of(id);
  await withProgress(context, session, () => session.start(engine, context.signal));
  return session;
}

const variantNote = ({ loaded }: LabSession): string => (loaded.variant === undefined ? '' : `, in ${loaded.variant.title}`);

export async function startLab(context: Context, id: string, engine: EngineKind | null, variant: string | null): Promise<ExitCode> {
  const session = await opened(context, id, engine, variant);
  const view = session.view();
  const workspace = (await session.workspace()).folder;
  const { output } = context;
  output.data({ ...view, workspace });
  output.say(`${session.loaded.lab.title} runs on ${view.engine === null ? '' : engineName(view.engine)}${variantNote(session)}.`);
  output.say(`Your files: ${workspace}`);
  for (const service of view.services) output.say(`${serviceName(service.kind)}: ${service.connection?.url ?? ''}`);
  output.say(`Step: ${view.step}. Check it with: ${command(`lab check ${id}`)}`);
  return EXIT.passed;
}

/** Passed (0) when the step is right, 1 when it is not yet, 2 when the lab is broken. Enters the next step when it passed. */
export async function checkLab(
  context: Context, id: string, { step: stepId, engine, variant }: { step: string | null; engine: EngineKind | null; variant: string | null },
): Promise<ExitCode> {
  const session = await opened(context, id, engine, variant);
  const { lab } = session.loaded;
  const step = stepId ?? session.view().step;
  const report = await withProgress(context, session, () => session.check(step, context.signal));
  const { output } = context;
  output.data(report);
  for (const result of report.results) {
    const title = lab.steps.flatMap((each) => each.checks).find((check) => check.id === result.checkId)?.title ?? result.checkId;
    output.say(`${checkStateWord(result.verdict).padEnd(8)} ${title}`);
    for (const line of explain(result)) output.say(`         ${line}`);
  }
  output.say(describeVerdict(report.verdict).text);
  if (report.verdict !== 'passed') return report.verdict === 'broken' ? EXIT.couldNotRun : EXIT.notYet;
  const next = lab.steps[lab.steps.findIndex((each) => each.id === step) + 1];
  if (next !== undefined && stepId === null) {
    await session.goToStep(next.id, context.signal);
    output.say(`Next step: ${next.title} (${next.id})`);
  } else if (report.labPassed) {
    output.say('You have passed the whole lab.');
  }
  return EXIT.passed;
}

function explain(result: CheckResult): string[] {
  const lines = result.mistake === undefined ? [] : [result.mistake];
  if (result.reason !== undefined) lines.push(describeReason(result.reason).title);
  return [...lines, ...result.evidence.flatMap(evidenceLines)];
}

/** At most this many rows of each side are printed; `--json` has them all. */
const ROWS_SHOWN = 5;

function evidenceLines(evidence: Evidence): string[] {
  switch (evidence.kind) {
    case 'rows': {
      const rows = (of: (string | null)[][], marked: number[]): string[] => {
        const all = marked.length > 0 ? marked.map((index) => of[index] ?? []) : of;
        return all.slice(0, ROWS_SHOWN).map((row) => `  ${row.map((value) => value ?? 'NULL').join(' | ')}`);
      };
      return [
        `expected ${String(evidence.expectedTotal)} rows${evidence.missing.length > 0 ? ', missing from yours:' : ':'}`,
        ...rows(evidence.expected, evidence.missing),
        `got ${String(evidence.gotTotal)} rows${evidence.extra.length > 0 ? ', not expected:' : ':'}`,
        ...rows(evidence.got, evidence.extra),
      ];
    }
    case 'value':
      return [`expected ${evidence.path}: ${evidence.expected}`, `got      ${evidence.path}: ${evidence.got}`];
    case 'http':
      return [`${evidence.name}:`, ...evidence.request.split('\n'), ...evidence.response.split('\n')];
    case 'message':
      return [`${evidence.source}: ${evidence.text}`];
    case 'plan':
      return [`the plan of ${evidence.title}, ${String(evidence.pages)} pages:`, ...planText(evidence.nodes).split('\n').map((line) => `  ${line}`)];
    case 'script':
      return scriptText(evidence.events).split('\n');
    case 'log':
      return evidence.lines.map((line) => `| ${line}`);
  }
}

export async function stopLab(context: Context, id: string): Promise<ExitCode> {
  const session = context.core.sessions.of(id);
  await withProgress(context, session, () => session.stop(context.signal));
  context.output.data(session.view());
  context.output.say('Stopped. Files and data stay for the next start.');
  return EXIT.passed;
}
