/** The HTML report of a verification: one page that stands alone, without scripts, and prints well. */
import type { LabProof } from '../../core/answers/verify-course.ts';
import { briefly, type VerifyItem } from '../../core/answers/verify-lab.ts';
import { ENGINE_KINDS, type EngineKind } from '../../shared/lab-format.ts';
import { engineName, problemPlace, stageTitle } from '../../shared/messages.ts';
import type { Verification } from './labs-verify.ts';
import { duration, longestItems, slowest, stageFigures, timeByKind, type CourseLab, type StageFigures } from './verify-figures.ts';
import { itemCount, proofName, proofProblemLines, seconds } from './verify-words.ts';

const MS_PER_MINUTE = 60_000;
/** Items named for each of the slowest labs. */
const LONGEST = 3;

const STATES: Readonly<Record<LabProof['state'], { mark: string; word: string }>> = {
  proven: { mark: '✓', word: 'Proven' }, failed: { mark: '✗', word: 'Failed' }, 'not-run': { mark: '–', word: 'Not run' },
};

const STYLE = `
:root { color-scheme: light dark; --ground: #fbfaf8; --ink: #23201c; --soft-ink: #6a6259; --line: #ddd6cc; --soft: #f1ede6; --bad: #b3261e; --good: #1b6e3c; --accent: #a85d00; --bar: #d99a3d; }
@media (prefers-color-scheme: dark) { :root { --ground: #171512; --ink: #ece7df; --soft-ink: #a89f93; --line: #3a352e; --soft: #221f1a; --bad: #ffb4ab; --good: #7ddba0; --accent: #f0b357; --bar: #9c6a1e; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 74rem; padding: 2.5rem 1.5rem 4rem; background: var(--ground); color: var(--ink); }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; } h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; } h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1.5rem 0; padding: 0; }
.facts div { background: var(--soft); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem .8rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.facts dt { color: var(--soft-ink); font-size: .85rem; } .facts dd { margin: 0; font-size: 1.15rem; white-space: nowrap; font-weight: 650; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
thead th { color: var(--soft-ink); font-weight: 550; font-size: .85rem; white-space: nowrap; }
tbody th { font-weight: 550; } tbody th small, td small { color: var(--soft-ink); font-weight: 400; }
tr.stage th small { display: inline; margin-inline-start: .5rem; } tr.stage th { background: var(--soft); font-weight: 650; padding-top: .6rem; padding-bottom: .6rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.scroll { overflow-x: auto; } .quiet { color: var(--soft-ink); }
.failed { color: var(--bad); } .proven { color: var(--good); } td.proven, td.failed, td.engine { white-space: nowrap; } tbody th small { display: block; }
meter { width: 9rem; height: .9rem; }
code { background: var(--soft); overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .3rem 0; color: var(--accent); }
a { color: inherit; text-decoration-color: var(--bar); }
@media print { body { padding: 0; } details { break-inside: avoid; } tr { break-inside: avoid; } }
`;

/** @param verification everything shown is escaped: labs come from anywhere */
export function reportPage(verification: Verification, at = new Date()): string {
  const { proofs, kept, broken, course, repeat, jobs, ms, outboundSeen, cancelled, planned } = verification;
  const stages = stageFigures(course, proofs);
  const indexOf = new Map(stages.flatMap((stage) => stage.proofs).map((proof, index) => [proof, index]));
  const engines = ENGINE_KINDS.filter((engine) => proofs.some((proof) => proof.engine === engine));
  const count = (state: LabProof['state']): number => proofs.filter((proof) => proof.state === state).length;
  const sums = `${String(count('proven'))} proven, ${String(count('failed') + broken.length)} failed, ${String(count('not-run'))} not run`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Verification of labs: ${text(sums)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Verification of labs</h1>
<p><strong>${text(sums)}.</strong> ${text(repeat === 1 ? 'One run' : `${String(repeat)} runs`)} of each lab, ${text(String(jobs))} at once, ${text(duration(ms))}, ended <time datetime="${at.toISOString()}">${text(at.toISOString().slice(0, 16).replace('T', ' '))} UTC</time>.</p>
${kept === 0 ? '' : `<p>${text(String(kept))} of the ${text(String(proofs.length))} proofs were found by an earlier run, of labs that have not changed since.</p>`}
${cancelled ? `<p class="failed"><strong>Cancelled</strong> after ${text(String(proofs.length))} of ${text(String(planned))} proofs.</p>` : ''}
${facts(verification)}
<h2 id="labs">Labs</h2>
<p class="quiet">Start: from nothing to services that answer and are filled. In all: every item of ${text(repeat === 1 ? 'the run' : 'all runs')}, start and stop included, beside other labs. Learning: what the lab says a learner needs.</p>
<div class="scroll" role="region" aria-labelledby="labs" tabindex="0">
<table>
<thead><tr><th scope="col">Lab</th><th scope="col" class="number">Learning</th><th scope="col">Engine</th><th scope="col">Result</th><th scope="col" class="number">Items</th><th scope="col" class="number">Start</th><th scope="col" class="number">In all</th><th scope="col" class="number">Peak memory</th><th scope="col" class="number">Outbound</th></tr></thead>
${stages.map((stage) => stageRows(stage, indexOf)).join('\n')}
</table>
</div>
${engines.map((engine) => slowestTable(verification, engine, indexOf)).join('\n')}
<h2>Outbound connections</h2>
<ul>
${Object.entries(outboundSeen).map(([engine, how]) => `<li>${text(engineName(engine as LabProof['engine']))}: ${text(how)}</li>`).join('\n')}
</ul>
${broken.length === 0 ? '' : `<h2>Labs that can't be used</h2>\n${broken.map(({ lab, problems }) => `<h3>${text(lab)}</h3>\n<ul>${problems.map((problem) => `<li><code>${text(problemPlace(problem))}</code>: ${text(problem.message)}</li>`).join('')}</ul>`).join('\n')}`}
<h2>What was run</h2>
${[...indexOf].map(([proof, index]) => details(proof, index)).join('\n')}
</main>
</body>
</html>
`;
}

/** The sums, in large. */
function facts({ course, proofs, ms }: Verification): string {
  const sum = (values: number[]): number => values.reduce((all, each) => all + each, 0);
  const ran = proofs.filter((proof) => proof.state !== 'not-run');
  const starts = ran.map((proof) => proof.startMs).toSorted((a, b) => a - b);
  const memory = ran.flatMap((proof) => proof.peakMemoryMb ?? []);
  const all: [string, string][] = [
    ['labs', String(course.length)],
    ['with their variants', String(new Set(proofs.map(proofName)).size)],
    ['of learning', duration(sum(course.map((lab) => lab.minutes)) * MS_PER_MINUTE)],
    ['answers and starts tried', String(sum(ran.flatMap((proof) => proof.runs.map((run) => run.items.filter((item) => item.kind !== 'proof').length))))],
    ['median start', starts.length === 0 ? '–' : seconds(starts[Math.floor(starts.length / 2)] ?? 0)],
    ['most memory', memory.length === 0 ? '–' : `${String(Math.max(...memory))} MB`],
    ['to prove it all', duration(ms)],
  ];
  return `<dl class="facts">${all.map(([name, value]) => `<div><dt>${text(name)}</dt><dd>${text(value)}</dd></div>`).join('')}</dl>`;
}

function stageRows({ stage, labs, minutes, proofs }: StageFigures, indexOf: ReadonlyMap<LabProof, number>): string {
  const byId = new Map(labs.map((lab) => [lab.id, lab]));
  const head = `<tr class="stage"><th scope="rowgroup" colspan="9">${text(stageTitle(stage))} <small>${text(`${String(labs.length)} ${labs.length === 1 ? 'lab' : 'labs'}, ${duration(minutes * MS_PER_MINUTE)} of learning`)}</small></th></tr>`;
  return `<tbody>\n${[head, ...proofs.map((proof, at) => row(proof, indexOf.get(proof) ?? 0, byId.get(proof.lab), proofs[at - 1]?.lab !== proof.lab))].join('\n')}\n</tbody>`;
}

/** @param isFirst of its lab */
function row(proof: LabProof, index: number, lab: CourseLab | undefined, isFirst: boolean): string {
  const { mark, word } = STATES[proof.state];
  const memory = proof.peakMemoryMb === null ? '–' : `${String(proof.peakMemoryMb)} MB`;
  const outbound = proof.outbound === null ? 'not counted' : proof.outbound === 0 ? 'none' : String(proof.outbound);
  return `<tr><th scope="row"><a href="#lab-${String(index)}">${text(proofName(proof))}</a>${isFirst ? ` <small>${text(proof.title)}</small>` : ''}</th>`
    + `<td class="number">${isFirst && lab !== undefined ? `${String(lab.minutes)} min` : ''}</td><td class="engine">${text(engineName(proof.engine))}</td>`
    + `<td class="${proof.state}"><span aria-hidden="true">${mark}</span> ${word}</td><td class="number">${String(itemCount(proof))}${proof.runs.length > 1 ? ` × ${String(proof.runs.length)}` : ''}</td>`
    + `<td class="number">${seconds(proof.startMs)}</td><td class="number">${seconds(proof.ms)}</td><td class="number">${memory}</td><td class="number">${outbound}</td></tr>`;
}

/** Where the time of the slowest went. */
function slowestTable({ proofs }: Verification, engine: EngineKind, indexOf: ReadonlyMap<LabProof, number>): string {
  const found = slowest(proofs, engine);
  const most = found[0]?.ms ?? 0;
  if (most === 0) return '';
  return `<h2 id="slowest-${engine}">What took longest on ${text(engineName(engine))}</h2>
<div class="scroll" role="region" aria-labelledby="slowest-${engine}" tabindex="0">
<table>
<thead><tr><th scope="col">Lab</th><th scope="col" class="number">In all</th><th scope="col"><span class="quiet">beside the slowest</span></th><th scope="col">Where it went</th><th scope="col">Its longest items</th></tr></thead>
<tbody>
${found.map((proof) => `<tr><th scope="row"><a href="#lab-${String(indexOf.get(proof) ?? 0)}">${text(proofName(proof))}</a></th><td class="number">${seconds(proof.ms)}</td>`
    + `<td><meter min="0" max="${String(most)}" value="${String(proof.ms)}">${seconds(proof.ms)}</meter></td>`
    + `<td>${timeByKind(proof).map(({ kind, ms }) => `${text(kind)} ${seconds(ms)}`).join(', ')}</td>`
    + `<td><small>${longestItems(proof, LONGEST).map(({ name, ms }) => `${text(name)} ${seconds(ms)}`).join(', ')}</small></td></tr>`).join('\n')}
</tbody>
</table>
</div>`;
}

function details(proof: LabProof, index: number): string {
  const problems = proofProblemLines(proof);
  const [run] = proof.runs;
  return `<section id="lab-${String(index)}" aria-labelledby="title-${String(index)}">
<h3 id="title-${String(index)}">${text(proof.variant === null ? proof.title : `${proof.title} (${proof.variant})`)} on ${text(engineName(proof.engine))}: <span class="${proof.state}">${STATES[proof.state].word.toLowerCase()}</span></h3>
${problems.length === 0 ? '' : `<ul>${problems.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`}
${run === undefined ? '' : `<details><summary>Each item of the first run</summary><div class="scroll"><table>
<thead><tr><th scope="col">Item</th><th scope="col">Checks</th><th scope="col" class="number">Time</th></tr></thead>
<tbody>${run.items.filter((item) => item.kind !== 'proof').map(itemRow).join('')}</tbody></table></div></details>`}
</section>`;
}

function itemRow(item: VerifyItem): string {
  const state = item.problems.length === 0 ? 'proven' : 'failed';
  const checks = item.results.map((result) => `<div><code>${text(result.checkId)}</code> ${text(briefly(result))}</div>`).join('');
  return `<tr><th scope="row" class="${state}">${text(item.kind)} ${text(item.subject)}</th><td>${checks}</td><td class="number">${seconds(item.ms)}</td></tr>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (raw: string): string => raw.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
