/** Measures a screen with axe: all rules of WCAG 2.2 A and AA, and axe's best practices. */
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inCheckout } from '../../scripts/setup/paths.mjs';

/** A finding in a form that tells what to mend. */
interface Finding {
  rule: string;
  help: string;
  places: string[];
}

/** Places shown of one finding. */
const PLACES = 5;

/**
 * Waits until the screen has come to rest, measures it, and fails with what was found. With
 * BACKBENCH_SCREENS set, a picture of each screen is left in out/screens.
 * @param screen its name in the failure and of the picture
 * @param rules only these, where the same screen was measured by all before
 */
export async function expectAccessible(page: Page, screen: string, rules?: string[]): Promise<void> {
  // Colours on their way from one theme or state to another are not what is measured.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.mouse.move(4, 4);
  await page.evaluate(atRest);
  if (process.env['BACKBENCH_SCREENS'] !== undefined) {
    const folder = inCheckout(process.env['BACKBENCH_SCREENS']);
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${screen.replaceAll(' ', '-')}.png`) });
  }
  // Legacy mode: the other one wants to open a second page, which Electron's windows do not do.
  // A tooltip, here of the button that has the focus, belongs to no landmark by its nature.
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude('[data-overlay-container]:has(> [role="tooltip"])');
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  const findings = violations.map((violation): Finding => ({
    rule: violation.id,
    help: violation.help,
    places: violation.nodes.slice(0, PLACES).map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  }));
  expect(findings, `${screen}: ${JSON.stringify(findings, null, 2)}`).toEqual([]);
}

/** In the page: waits until two frames have passed in which nothing moves but what never ends, such as a spinner. */
async function atRest(): Promise<void> {
  for (;;) {
    // What the pointer's leaving or the theme sets in motion begins with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const moving = document.getAnimations().filter(({ effect, playState }) => playState === 'running' && effect?.getTiming().iterations !== Infinity);
    if (moving.length === 0) return;
    await Promise.allSettled(moving.map(({ finished }) => finished));
  }
}
