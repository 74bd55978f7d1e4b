/** A certificate as one page of HTML to print: no script, nothing loaded from elsewhere. */
import { english } from '../../shared/messages-english.ts';
import { escapeHtml } from '../class/class-page.ts';
import type { CertificateStatement } from './certificate-file.ts';

const STYLE = `
  body { font: 11pt/1.5 system-ui, sans-serif; color: #111; background: #fff; margin: 3rem auto; max-width: 46rem; padding: 0 1.5rem; }
  h1 { font-size: 24pt; margin: 0 0 .25rem; } .name { font-size: 20pt; font-weight: 650; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }
  ul { columns: 2; padding-left: 1.2rem; } li { break-inside: avoid; } small, footer { color: #444; font-size: 9pt; }
  footer { margin-top: 2rem; border-top: 1px solid #767676; padding-top: .75rem; overflow-wrap: anywhere; }
  @page { size: A4; margin: 16mm; } @media print { body { margin: 0 auto; } }`;

/** @param signer fingerprint of the key that it is signed with */
export function certificatePage({ name, stage, labs, issuedAt, className, history }: CertificateStatement, signer: string): string {
  const day = (at: number): string => new Date(at).toLocaleDateString('en-GB', { dateStyle: 'long' });
  const what = stage === null ? 'the whole course' : `the stage “${english.stages[stage]}”`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Certificate of completion: ${escapeHtml(name)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>Certificate of completion</h1>
<p>Backbench, backend development by doing</p>
<p class="name">${escapeHtml(name)}</p>
<p>has passed ${escapeHtml(what)}: ${String(labs.length)} ${labs.length === 1 ? 'lab' : 'labs'}, each checked against running servers.</p>
<ul>
${labs.map((lab) => `<li>${escapeHtml(lab.title)} <small>${escapeHtml(day(lab.passedAt))}</small></li>`).join('\n')}
</ul>
<p>${className === null ? 'Issued on the learner’s own computer' : `Issued from the class ${escapeHtml(className)}`}, ${escapeHtml(day(issuedAt))}.</p>
</main>
<footer>Key ${escapeHtml(signer)}. History up to event ${String(history.event)}, ${escapeHtml(history.hash.slice(0, 16))}. This page alone proves nothing: the file with it is signed, and any Backbench tells without a network whether it is as it was written.</footer>
</body>
</html>
`;
}
