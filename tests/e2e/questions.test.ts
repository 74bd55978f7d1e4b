/** Questions in a lesson: chosen and typed answers are kept at once, checked like everything else, and survive a restart. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk } from './desk.ts';

/** A start of the lab, a handful of checks and a restart of the app. */
const WAY_MS = 5 * 60_000;
const TYPED = 'You know how many orders wait for a free bench';
const CHOSEN = 'You know who hears a message on a channel';

let app: BackbenchApp;
beforeAll(async () => {
  app = await BackbenchApp.launch();
}, WAY_MS);
afterAll(() => app.dispose(), WAY_MS);

it('are answered, judged and remembered', { timeout: WAY_MS }, async () => {
  const desk = new Desk(app.page);
  await desk.welcome();
  await desk.open('Streams, scripts and locks in Redis');
  await desk.nextStep();
  const typed = desk.checkItem(TYPED);
  expect((await desk.check())[TYPED]).toBe('Not yet');
  await typed.getByText('The question is not answered').waitFor();
  await typed.getByRole('textbox', { name: 'Your answer' }).fill('1');
  // Check is pressed with the field still in focus: leaving it keeps the answer.
  expect((await desk.check())[TYPED]).toBe('Not yet');
  await typed.getByText('handed out and not acknowledged').waitFor();
  await typed.getByRole('textbox', { name: 'Your answer' }).fill('4');
  // By keyboard the field is not left; what stands in it counts all the same.
  await app.page.keyboard.press('Control+Enter');
  await typed.getByText('Passed', { exact: true }).waitFor();

  await desk.nextStep();
  await desk.nextStep();
  const chosen = desk.checkItem(CHOSEN);
  const group = chosen.getByRole('radiogroup', { name: CHOSEN });
  // By keyboard: into the group, then down to the second.
  await group.getByRole('radio').first().focus();
  await app.page.keyboard.press('Space');
  expect((await desk.check())[CHOSEN]).toBe('Not yet');
  await chosen.getByText('A channel does not.').waitFor();
  await group.getByRole('radio').first().focus();
  await app.page.keyboard.press('ArrowDown');
  expect((await desk.check())[CHOSEN]).toBe('Passed');
  await chosen.scrollIntoViewIfNeeded();
  await app.screenshot('question-light');
  await expectAccessible(app.page, 'a question');
  await desk.theme('Dark');
  await chosen.scrollIntoViewIfNeeded();
  await app.screenshot('question-dark');
  await expectAccessible(app.page, 'a question, dark');

  await app.relaunch();
  const again = new Desk(app.page);
  await again.ready();
  expect(await again.checkItem(CHOSEN).getByRole('radio', { checked: true }).count()).toBe(1);
  expect((await again.verdicts())[CHOSEN]).toBe('Passed');
});
