/** What the command palette offers in a lab. */
import { useUi } from '../app/ui-state.ts';
import { usePaletteSource } from '../palette/palette-context.tsx';
import type { PaletteItem } from '../palette/palette-items.ts';
import type { Shortcuts } from '../settings/shortcuts.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { keyText } from '../ui/keys.ts';
import { isOpen, type LabDesk } from './lab-context.ts';
import { goToPane } from './lab-keys.ts';
import { type T, useWords } from '../words/words-context.tsx';

export function useLabPalette(desk: LabDesk | null): void {
  const setLayout = useUi((s) => s.setLayout);
  const t = useWords();
  const shortcuts = useShortcuts();
  usePaletteSource(() => (desk === null ? [] : labItems(desk, t, shortcuts, (pane) => goToPane(pane, desk, setLayout))));
}

function labItems(desk: LabDesk, t: T, shortcuts: Shortcuts, focus: (pane: 'lesson' | 'files' | 'query' | 'terminal') => void): PaletteItem[] {
  const { detail, session, acts, step, stepAt, files, requests } = desk;
  const idle = session.activity === null;
  const open = isOpen(session);
  const act = (when: boolean, id: string, label: string, run: () => void, hint?: string): PaletteItem[] =>
    when ? [{ id: `lab-${id}`, group: 'Acts', label, run, ...(hint === undefined ? {} : { hint }) }] : [];
  const [next, previous] = [detail.steps[stepAt + 1], detail.steps[stepAt - 1]];
  return [
    ...act(open && !desk.finishShown, 'check', t('lab.act-check'), desk.check.run, keyText(shortcuts.check)),
    ...act(next !== undefined, 'next', t('lab.next-step'), () => desk.goTo(next?.id ?? step.id), keyText(shortcuts.nextStep)),
    ...act(previous !== undefined, 'previous', t('lab.previous-step'), () => desk.goTo(previous?.id ?? step.id), keyText(shortcuts.previousStep)),
    ...act(true, 'lesson', t('lab.act-go-lesson'), () => focus('lesson'), keyText(shortcuts.focusLesson)),
    ...act(true, 'files', t('lab.act-go-files'), () => focus('files'), keyText(shortcuts.focusFiles)),
    ...act(detail.services.length > 0, 'query', t('lab.act-go-query'), () => focus('query'), keyText(shortcuts.focusQuery)),
    ...act(true, 'terminal', t('lab.act-go-terminal'), () => focus('terminal'), keyText(shortcuts.focusTerminal)),
    ...act(true, 'search', t('lab.act-search'), () => {
      focus('files');
      requests.ask('search', {});
    }, keyText(shortcuts.searchFiles)),
    ...act(true, 'timeline', t('lab.act-timeline'), desk.showTimeline, keyText(shortcuts.timeline)),
    ...act(open && idle, 'pause', t('lab.pause-the-lab'), acts.park),
    ...act(session.state === 'parked' && idle, 'resume', t('lab.resume-the-lab'), acts.resume),
    ...act((open || session.state === 'parked') && idle, 'stop', t('lab.stop-the-lab'), acts.stop),
    ...act(!open && session.state !== 'parked' && idle, 'start', t('lab.start-the-lab'), acts.start),
    ...act(open && idle, 'reset', t('lab.reset-the-lab'), desk.askReset),
    ...act(open && idle && session.canUndo, 'undo', t('lab.act-undo'), acts.undo),
    ...act(detail.variants.length > 0 && idle, 'variant', t('lab.switch-the-language'), desk.switchVariant),
    ...detail.steps.map((each, at): PaletteItem => ({
      id: `step ${each.id}`, group: 'Steps', label: t('lab.step', { at: at + 1, title: each.title }), run: () => desk.goTo(each.id),
    })),
    ...(files.view().entries ?? []).filter((entry) => entry.kind === 'file').map((entry): PaletteItem => ({
      id: `file ${entry.path}`, group: 'Files', label: entry.path, run: () => requests.ask('editor', { path: entry.path, line: null, column: null }),
    })),
  ];
}
