/** What a learner does at the desk, in words: used by the journeys, the tour and the benchmarks. */
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** A start of a service on a busy machine, a Check with its repairs: far below this, in milliseconds. */
export const DESK_MS = 60_000;

export class Desk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(DESK_MS);
  }

  /** From the first start's page to the course outline. */
  async welcome(): Promise<void> {
    await this.page.getByRole('heading', { name: 'Welcome to Backbench' }).waitFor();
    await this.page.getByRole('button', { name: 'Continue', exact: true }).click();
    await this.page.getByRole('main', { name: 'Course' }).waitFor();
  }

  /** Opens a lab from the outline and waits until its services are ready. */
  /** @param variant the title of the one to choose, for labs that have several */
  async open(title: string, variant?: string): Promise<void> {
    await this.page.locator('.lab-row h3').getByRole('button', { name: title, exact: true }).click();
    if (variant !== undefined) await this.page.getByRole('button', { name: `Start in ${variant}`, exact: true }).click();
    await this.ready();
  }

  /** Waits until every service of the open lab says it is ready. */
  async ready(): Promise<void> {
    await eventually('every service is ready', async () => {
      const states = await this.services();
      if (states.length > 0 && states.every((state) => state === 'ready')) return true;
      throw new Error(`The strip shows: ${states.join(', ') || 'nothing'}.\n${await this.page.locator('body').innerText()}`);
    }, DESK_MS);
  }

  /** The words of the services' states, as the strip shows them. */
  services(): Promise<string[]> {
    return this.page.getByRole('contentinfo', { name: 'Services' }).locator('.strip-state').allInnerTexts();
  }

  stepTitle(): Promise<string> {
    return this.page.locator('[data-step-title]').innerText();
  }

  /** Types a line into the terminal and presses Enter. */
  async type(line: string): Promise<void> {
    // As a person does: once the shell has shown its prompt.
    await this.terminalShows(/[$#>] ?$/m);
    await this.page.locator('[data-terminal] .xterm-helper-textarea').first().focus();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until the terminal shows a text. */
  async terminalShows(text: string | RegExp): Promise<void> {
    let shown = 'It was not read yet.';
    await eventually(`the terminal shows ${String(text)}`, async () => {
      shown = await this.terminalText();
      return typeof text === 'string' ? shown.includes(text) : text.test(shown);
    }, DESK_MS).catch((error: unknown) => {
      throw new Error(`The terminal does not show ${String(text)}, but:\n${shown}`, { cause: error });
    });
  }

  /**
   * The lines that the terminal shows now, as a screen reader gets them: the screen itself may be drawn by
   * the graphics card.
   */
  async terminalText(): Promise<string> {
    const rows = this.page.locator('[data-terminal] .xterm-accessibility-tree').first();
    if ((await rows.count()) === 0) {
      await this.page.getByRole('button', { name: 'Screen reader mode' }).click();
      await rows.waitFor({ state: 'attached' });
    }
    return rows.evaluate((list) => [...list.children].map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd()).join('\n'));
  }

  /** Replaces the text of the query panel's editor, answer file or scratch, and runs it. */
  async query(text: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Query' }).click();
    const editor = this.page.getByRole('region', { name: 'Query' }).locator('.query-editor .cm-content');
    await editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    // Pasted as a person pastes: typing would be completed and indented by the editor.
    await this.page.keyboard.insertText(text);
    await this.page.getByRole('region', { name: 'Query' }).getByRole('button', { name: /^Run/ }).click();
  }

  /** Chooses what the query panel edits: the answer file of that name, or `Scratch`. */
  async chooseText(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Query' }).click();
    const choice = this.page.getByRole('region', { name: 'Query' }).locator('.panel-bar button').filter({ hasText: /\.(sql|js)|Scratch/ });
    if ((await choice.innerText()).includes(name)) return;
    await choice.click();
    await this.page.getByRole('option', { name }).click();
  }

  /** Waits until the query panel's result shows a text. */
  async resultShows(text: string | RegExp): Promise<void> {
    await this.page.locator('.query-result').getByText(text).first().waitFor();
  }

  /** Opens a file in the editor and replaces its text; resolves when it is saved. */
  async edit(path: string, text: string): Promise<void> {
    await this.openFile(path);
    await this.page.getByRole('region', { name: 'Files' }).locator('.cm-content').click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('ControlOrMeta+s');
    await this.page.getByRole('region', { name: 'Files' }).getByText('Saved', { exact: true }).waitFor();
  }

  /** Opens a file in the editor. */
  async openFile(path: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Files' }).click();
    const name = path.split('/').at(-1) ?? path;
    const files = this.page.getByRole('region', { name: 'Files' });
    for (const folder of path.split('/').slice(0, -1)) {
      const row = files.getByRole('row', { name: folder, exact: true });
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.getByRole('button').first().click();
    }
    await files.getByRole('row', { name, exact: true }).click();
    await files.locator('.cm-content').waitFor();
  }

  /** Presses Check and waits for all verdicts. @returns check title to verdict word */
  async check(): Promise<Record<string, string>> {
    await this.page.getByRole('button', { name: /^Check/ }).click();
    await this.page.getByRole('button', { name: 'Cancel check' }).waitFor({ state: 'hidden' });
    return eventually('every check has a verdict', async () => {
      const verdicts = await this.verdicts();
      return Object.values(verdicts).every((word) => ['Passed', 'Not yet', 'Lab is broken'].includes(word)) ? verdicts : undefined;
    }, DESK_MS);
  }

  async verdicts(): Promise<Record<string, string>> {
    const heads = await this.page.locator('.check').evaluateAll((items) =>
      items.map((item) => [item.querySelector('h4')?.textContent ?? '', item.querySelector('.check-word')?.textContent ?? item.getAttribute('data-state') ?? '']));
    return Object.fromEntries(heads) as Record<string, string>;
  }

  /** One check, with its evidence and hints. */
  checkItem(title: string): Locator {
    return this.page.locator('.check').filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }

  nextStep(): Promise<void> {
    return this.#turnTo('Next step');
  }

  previousStep(): Promise<void> {
    return this.#turnTo('Previous step');
  }

  async #turnTo(button: string): Promise<void> {
    const before = await this.stepTitle();
    await this.page.getByRole('button', { name: button }).click();
    await eventually('the other step is shown', async () => (await this.stepTitle()) !== before, DESK_MS);
  }

  /** Chooses an entry of the lab's menu. */
  async menu(entry: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Lab', exact: true }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }

  /** Chooses the colours in the settings: `Light`, `Dark` or `System`. */
  async theme(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Settings' });
    await dialog.locator('label.choice-item').filter({ hasText: name }).click();
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Chooses the engine in the settings, by its name there. */
  async engine(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Settings' });
    await dialog.locator('label').filter({ hasText: name }).first().click();
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
}
