/** The HTML report of a verification: one page that stands alone, without scripts, and prints well. */
import type { LabProof } from '../../core/answers/verify-course.ts';
import { briefly, type VerifyItem } from '../../core/answers/verify-lab.ts';
import { engineName, problemPlace } from '../../shared/messages.ts';
import type { Verification } from './labs-verify.ts';
import { itemCount, proofName, proofProblemLines, seconds } from './verify-words.ts';

const STATES: Readonly<Record<LabProof['state'], { mark: string; word: string }>> = {
  proven: { mark: '✓', word: 'Proven' }, failed: { mark: '✗', word: 'Failed' }, 'not-run': { mark: '–', word: 'Not run' },
};

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --bad: #b3261e; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --bad: #ffb4ab; --good: #7ddba0; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
.failed { color: var(--bad); } .proven { color: var(--good); }
code { background: var(--soft); overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .3rem 0; }
a { color: inherit; }
@media print { details { break-inside: avoid; } }
`;

/** @param verification everything shown is escaped: labs come from anywhere */
export function reportPage(verification: Verification, at = new Date()): string {
  const { proofs, broken, repeat, jobs, ms, outboundSeen, cancelled, planned } = verification;
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
<p><strong>${text(sums)}.</strong> ${text(repeat === 1 ? 'One run' : `${String(repeat)} runs`)} of each lab, ${text(String(jobs))} at once, ${text(seconds(ms))}, ended <time datetime="${at.toISOString()}">${text(at.toISOString().slice(0, 16).replace('T', ' '))} UTC</time>.</p>
${cancelled ? `<p class="failed"><strong>Cancelled</strong> after ${text(String(proofs.length))} of ${text(String(planned))} proofs.</p>` : ''}
<h2 id="labs">Labs</h2>
<div class="scroll" role="region" aria-labelledby="labs" tabindex="0">
<table>
<thead><tr><th scope="col">Lab</th><th scope="col">Engine</th><th scope="col">Result</th><th scope="col" class="number">Items</th><th scope="col" class="number">Start</th><th scope="col" class="number">In all</th><th scope="col" class="number">Peak memory</th><th scope="col" class="number">Outbound</th></tr></thead>
<tbody>
${proofs.map((proof, index) => row(proof, index)).join('\n')}
</tbody>
</table>
</div>
<h2>Outbound connections</h2>
<ul>
${Object.entries(outboundSeen).map(([engine, how]) => `<li>${text(engineName(engine as LabProof['engine']))}: ${text(how)}</li>`).join('\n')}
</ul>
${broken.length === 0 ? '' : `<h2>Labs that can't be used</h2>\n${broken.map(({ lab, problems }) => `<h3>${text(lab)}</h3>\n<ul>${problems.map((problem) => `<li><code>${text(problemPlace(problem))}</code>: ${text(problem.message)}</li>`).join('')}</ul>`).join('\n')}`}
<h2>What was run</h2>
${proofs.map(details).join('\n')}
</main>
</body>
</html>
`;
}

function row(proof: LabProof, index: number): string {
  const { mark, word } = STATES[proof.state];
  const memory = proof.peakMemoryMb === null ? '–' : `${String(proof.peakMemoryMb)} MB`;
  const outbound = proof.outbound === null ? 'not counted' : proof.outbound === 0 ? 'none' : String(proof.outbound);
  return `<tr><th scope="row"><a href="#lab-${String(index)}">${text(proofName(proof))}</a></th><td>${text(engineName(proof.engine))}</td>`
    + `<td class="${proof.state}"><span aria-hidden="true">${mark}</span> ${word}</td><td class="number">${String(itemCount(proof))}</td>`
    + `<td class="number">${seconds(proof.startMs)}</td><td class="number">${seconds(proof.ms)}</td><td class="number">${memory}</td><td class="number">${outbound}</td></tr>`;
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
