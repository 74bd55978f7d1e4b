/** Measures a screen with axe in light at 1280 by 720 and in dark at 1920 by 1080. */
import type { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

const THEMES = [
  { name: 'Light', scheme: 'light', size: { width: 1280, height: 720 } },
  { name: 'Dark', scheme: 'dark', size: { width: 1920, height: 1080 } },
] as const;
/** What depends on colours and sizes; the names and the structure of a screen are the same in both themes. */
const SEEN_RULES = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

/** Measures the screen as it is in each theme and size. The colours follow the system, which is switched here. */
export async function lookInBothThemes(app: BackbenchApp, screen: string): Promise<void> {
  for (const { name, scheme, size } of THEMES) {
    await app.inMain(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);
    await app.page.emulateMedia({ colorScheme: scheme });
    await eventually(`${screen} is ${scheme}`, () => app.page.evaluate(
      ({ dark, width }) => window.innerWidth === width && window.matchMedia('(prefers-color-scheme: dark)').matches === dark, { dark: scheme === 'dark', width: size.width }), DESK_MS);
    await expectAccessible(app.page, `${name} ${screen}`, name === 'Light' ? undefined : SEEN_RULES);
  }
}

/** Takes a picture of the screen in each theme, and measures it, at its present size. */
export async function pictureInBothThemes(app: BackbenchApp, screen: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.page.evaluate((name) => { document.documentElement.dataset['theme'] = name; }, theme);
    await app.screenshot(`${screen}-${theme}`);
    await expectAccessible(app.page, `${screen} ${theme}`, theme === 'light' ? undefined : SEEN_RULES);
  }
}
