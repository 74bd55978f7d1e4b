/** A lab whose lessons, titles and hints are hostile, in the real window: nothing runs, nothing is asked for, nothing leads elsewhere. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadLab } from '../../src/core/catalog/load-lab.ts';
import { type HostilePiece, hostilePieces } from '../fixtures/hostile-lessons.ts';
import { BackbenchApp } from './app.ts';
import { Desk } from './desk.ts';
import { type Listeners, startListeners } from './listeners.ts';

/** Pieces in one lesson. */
const TOGETHER = 60;
/** Long enough for an image or a script to be asked for, in milliseconds. */
const SETTLE_MS = 150;

const TITLE = '<img src=x onerror="top.ran=1">';
let base: string;
let outside: Listeners;
let lessons: HostilePiece[][];
let app: BackbenchApp;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-hostile-'));
  outside = await startListeners();
  const pieces = hostilePieces(`http://127.0.0.1:${outside.port}`);
  lessons = Array.from({ length: Math.ceil(pieces.length / TOGETHER) }, (_, at) => pieces.slice(at * TOGETHER, (at + 1) * TOGETHER));
  const folder = join(base, 'labs/fundamentals/hostile');
  for (const name of ['steps', 'workspace']) await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, 'workspace/greeting.txt'), 'Good evening.\n');
  const steps = lessons.map((_, at) => ({
    id: `step-${at + 1}`, title: `${at + 1} ${TITLE}`, lesson: `steps/${at + 1}.md`, files: ['greeting.txt'],
    checks: [{ id: `names-the-shop-${at + 1}`, title: TITLE, kind: 'file', path: 'greeting.txt', matches: 'Saffron', hints: [`A ${TITLE}`, `[x](javascript:top.ran=1) ${TITLE}`], mistakes: [{ source: 'Good', say: `${TITLE} ![x](http://127.0.0.1:${outside.port}/)` }] }],
  }));
  // JSON is YAML.
  await writeFile(join(folder, 'lab.yaml'), JSON.stringify({
    schema: 1, id: 'hostile', version: 1, title: TITLE, summary: `${TITLE} javascript:alert(1)`, stage: 'fundamentals', order: 1, topics: ['files'],
    teaches: [{ id: 'hostile', title: TITLE }], requires: [], minutes: 10, needs: { memoryMb: 1 }, services: [], steps,
    remember: [TITLE], production: [TITLE], review: [{ question: TITLE, answer: TITLE }, { question: `2 ${TITLE}`, answer: TITLE }],
  }));
  for (const [at, lesson] of lessons.entries()) {
    await writeFile(join(folder, `steps/${at + 1}.md`), markdownOf(lesson));
    await mkdir(join(folder, `solution/step-${at + 1}/files`), { recursive: true });
    await writeFile(join(folder, `solution/step-${at + 1}/files/greeting.txt`), 'Welcome to Saffron Lane.\n');
  }
  const read = await loadLab(folder, new AbortController().signal, 'nobody');
  expect('problems' in read ? read.problems : []).toEqual([]);
  app = await BackbenchApp.launch({ env: { BACKBENCH_PREVIEW: folder } });
});
afterAll(async () => {
  await (app as BackbenchApp | undefined)?.dispose();
  await outside.close();
  await rm(base, { recursive: true, force: true });
});

/** Each piece in a quotation of its own: what it leaves open ends there, and the next is read from its start. */
function markdownOf(lesson: readonly HostilePiece[]): string {
  return lesson.map(({ text }, at) => `Piece ${at + 1}.\n\n${text.split('\n').map((line) => `> ${line}`).join('\n')}\n`).join('\n');
}

test('five hundred hostile pieces are drawn, and do nothing', async () => {
  const { page } = app;
  const desk = new Desk(page);
  const faults: string[] = [];
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => faults.push(`led to ${frame.url()}`));
  page.on('request', (request) => {
    if (!/^(backbench:|data:font|data:image\/svg)/.test(request.url())) faults.push(`asked for ${request.url()}`);
  });
  page.on('crash', () => faults.push('the page crashed'));
  await app.inMain(({ shell, dialog }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
  });
  await page.evaluate(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      // The library of schemas asks once whether it may make functions, and goes without.
      if (!sample.startsWith('Function|')) refused.push(`${effectiveDirective} ${blockedURI} ${sample}`);
    });
  });

  await desk.welcome();
  await page.locator('.lab-row').getByRole('button').first().click();
  await page.locator('[data-step-title]').waitFor();
  for (const [at, lesson] of lessons.entries()) {
    await page.getByRole('button', { name: new RegExp(`^Step ${at + 1}:`) }).click();
    await page.locator('[data-step-title]').filter({ hasText: new RegExp(`^${at + 1} <img`) }).waitFor();
    await page.locator('.prose').getByText(`Piece ${lesson.length}.`, { exact: true }).waitFor();
    const found = await page.evaluate(lookAtLesson, SETTLE_MS);
    expect(found, `lesson ${at + 1}`).toEqual({ pieces: lesson.length, strange: [], handlers: [], addresses: [], ran: false, wide: false, bridge: 'function', place: 'backbench://app/index.html' });
  }
  // A hint and the words for a mistake are Markdown as well.
  await page.getByRole('button', { name: /^Check/ }).click();
  await page.getByRole('button', { name: /Show a hint/ }).first().click();
  await page.getByText('Hint 1').first().waitFor();
  await app.screenshot('hostile-lesson');

  expect(await page.evaluate(() => ({ ran: 'ran' in window, refused: (window as unknown as { refused: string[] }).refused }))).toEqual({ ran: false, refused: [] });
  expect(faults).toEqual([]);
  expect(outside.calls).toEqual([]);
  expect(await app.inMain(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  const opened = await app.inMain(() => (globalThis as unknown as { opened: string[] }).opened);
  // Links of a lesson go to the person's own browser, and only those that are links.
  expect(opened.length).toBeGreaterThan(0);
  expect(opened.filter((url) => !/^https?:\/\//.test(url))).toEqual([]);
});

/** Runs in the page: looks for what must not be there, and touches all that is. */
async function lookAtLesson(settleMs: number) {
  const prose = document.querySelector('.prose');
  const ours = (element: Element): boolean => element.closest('.code-block-acts, a > svg') !== null;
  const all = [...(prose?.querySelectorAll('*') ?? [])].filter((element) => !ours(element));
  const strange = all.filter((element) => !/^(P|H[3-6]|UL|OL|LI|BLOCKQUOTE|HR|BR|PRE|CODE|EM|STRONG|DEL|A|DIV|TABLE|THEAD|TBODY|TR|TH|TD|INPUT|SPAN|SUP|SECTION)$/.test(element.tagName)).map(({ outerHTML }) => outerHTML.slice(0, 200));
  const handlers = all.flatMap((element) => [...element.attributes].filter(({ name }) => /^(on|id$|name$|srcdoc|style$)/.test(name) && !(name === 'style' && /^text-align: ?\w+;?$/.test(element.getAttribute('style') ?? ''))).map(({ name, value }) => `${name}=${value}`));
  const addresses = all.flatMap((element) => ['href', 'src', 'action', 'xlink:href', 'data', 'poster', 'background'].map((name) => element.getAttribute(name)).filter((value) => value !== null && !/^https?:\/\//.test(value)));
  for (const element of all) {
    for (const type of ['pointerover', 'mouseover', 'mousemove', 'focus', 'error', 'load', 'toggle', 'animationstart']) element.dispatchEvent(new Event(type));
    if (element instanceof HTMLElement && element.tagName === 'A') element.click();
  }
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  return {
    pieces: [...(prose?.children ?? [])].filter((element) => /^Piece \d+\.$/.test(element.textContent ?? '')).length,
    strange, handlers, addresses,
    ran: 'ran' in window,
    wide: document.documentElement.scrollWidth > window.innerWidth,
    bridge: typeof (window as unknown as { backbench: { connect: unknown } }).backbench.connect,
    place: location.href,
  };
}
