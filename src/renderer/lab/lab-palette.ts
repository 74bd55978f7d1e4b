/** What the command palette offers in a lab. */
import { useUi } from '../app/ui-state.ts';
import { usePaletteSource } from '../palette/palette-context.tsx';
import type { PaletteItem } from '../palette/palette-items.ts';
import { shortcuts } from '../settings/shortcuts.ts';
import { keyText } from '../ui/keys.ts';
import { isOpen, type LabDesk } from './lab-context.ts';
import { goToPane } from './lab-keys.ts';

export function useLabPalette(desk: LabDesk | null): void {
  const setLayout = useUi((s) => s.setLayout);
  usePaletteSource(() => (desk === null ? [] : labItems(desk, (pane) => goToPane(pane, desk, setLayout))));
}

function labItems(desk: LabDesk, focus: (pane: 'lesson' | 'files' | 'query' | 'terminal') => void): PaletteItem[] {
  const { detail, session, acts, step, stepAt, files, requests } = desk;
  const idle = session.activity === null;
  const open = isOpen(session);
  const act = (when: boolean, id: string, label: string, run: () => void, hint?: string): PaletteItem[] =>
    when ? [{ id: `lab-${id}`, group: 'Acts', label, run, ...(hint === undefined ? {} : { hint }) }] : [];
  const [next, previous] = [detail.steps[stepAt + 1], detail.steps[stepAt - 1]];
  return [
    ...act(open && !desk.finishShown, 'check', 'Check the step', desk.check.run, keyText(shortcuts.check)),
    ...act(next !== undefined, 'next', 'Next step', () => desk.goTo(next?.id ?? step.id), keyText(shortcuts.nextStep)),
    ...act(previous !== undefined, 'previous', 'Previous step', () => desk.goTo(previous?.id ?? step.id), keyText(shortcuts.previousStep)),
    ...act(true, 'lesson', 'Go to the lesson', () => focus('lesson'), keyText(shortcuts.focusLesson)),
    ...act(true, 'files', 'Go to the files', () => focus('files'), keyText(shortcuts.focusFiles)),
    ...act(detail.services.length > 0, 'query', 'Go to the query panel', () => focus('query'), keyText(shortcuts.focusQuery)),
    ...act(true, 'terminal', 'Go to the terminal', () => focus('terminal'), keyText(shortcuts.focusTerminal)),
    ...act(true, 'search', 'Search in all files', () => {
      focus('files');
      requests.ask('search', {});
    }, keyText(shortcuts.searchFiles)),
    ...act(true, 'timeline', 'Open the timeline', desk.showTimeline, keyText(shortcuts.timeline)),
    ...act(open && idle, 'pause', 'Pause the lab', acts.park),
    ...act(session.state === 'parked' && idle, 'resume', 'Resume the lab', acts.resume),
    ...act((open || session.state === 'parked') && idle, 'stop', 'Stop the lab', acts.stop),
    ...act(!open && session.state !== 'parked' && idle, 'start', 'Start the lab', acts.start),
    ...act(open && idle, 'reset', 'Reset the lab…', desk.askReset),
    ...act(open && idle && session.canUndo, 'undo', 'Undo the last reset, restore or jump', acts.undo),
    ...act(detail.variants.length > 0 && idle, 'variant', 'Switch the language…', desk.switchVariant),
    ...detail.steps.map((each, at): PaletteItem => ({
      id: `step ${each.id}`, group: 'Steps', label: `Step ${at + 1}: ${each.title}`, run: () => desk.goTo(each.id),
    })),
    ...(files.view().entries ?? []).filter((entry) => entry.kind === 'file').map((entry): PaletteItem => ({
      id: `file ${entry.path}`, group: 'Files', label: entry.path, run: () => requests.ask('editor', { path: entry.path, line: null, column: null }),
    })),
  ];
}
