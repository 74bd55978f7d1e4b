/** The keys of the lab view that work wherever the focus is. */
import { useEffect, useRef } from 'react';
import { useUi, type WorkPaneName } from '../app/ui-state.ts';
import type { Shortcuts } from '../settings/shortcuts.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { isShortcut } from '../ui/keys.ts';
import { isOpen, type LabDesk } from './lab-context.ts';

type Pane = 'lesson' | 'terminal' | 'files' | 'query' | 'api';

const PANE_KEYS = { files: 'focusFiles', query: 'focusQuery', api: 'focusApi' } as const;

/** What takes the focus in each pane: where one reads, types or runs. */
const INNER: Readonly<Record<Pane, string>> = {
  lesson: '.lesson-scroll',
  files: '.cm-content',
  query: '.cm-content',
  api: '.api-url-input',
  terminal: '.terminal[data-current="true"]:not([hidden]) .xterm-helper-textarea',
};

export function useLabKeys(desk: LabDesk | null): void {
  const setLayout = useUi((s) => s.setLayout);
  const shortcuts = useShortcuts();
  const latest = useRef({ desk, shortcuts });
  useEffect(() => {
    latest.current = { desk, shortcuts };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { desk: current, shortcuts: keys } = latest.current;
      // A dialog has the keyboard to itself.
      if (current === null || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      if (!handle(event, current, keys, setLayout)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the editors: they bind some of these keys to something else.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [setLayout]);
}

type SetLayout = (lab: string, change: { pane: WorkPaneName }) => void;

/** @returns whether the key was one of ours */
function handle(event: KeyboardEvent, desk: LabDesk, shortcuts: Shortcuts, setLayout: SetLayout): boolean {
  const { detail, stepAt, finishShown } = desk;
  // The query panel has its own meaning for Ctrl+Enter: run.
  const ownEnter = event.target instanceof Element && event.target.closest('[data-own-enter]') !== null;
  if (isShortcut(event, shortcuts.check) && !ownEnter) {
    if (isOpen(desk.session) && !finishShown) desk.check.run();
    return true;
  }
  if (isShortcut(event, shortcuts.nextStep) || isShortcut(event, shortcuts.previousStep)) {
    const by = isShortcut(event, shortcuts.nextStep) ? 1 : -1;
    const step = detail.steps[finishShown ? (by < 0 ? stepAt : -1) : stepAt + by];
    if (step !== undefined) desk.goTo(step.id);
    return true;
  }
  if (isShortcut(event, shortcuts.timeline)) {
    desk.showTimeline();
    return true;
  }
  // In the terminal the same keys search what was printed.
  if (isShortcut(event, shortcuts.searchFiles) && !(event.target instanceof Element && event.target.closest('[data-pane="terminal"]') !== null)) {
    setLayout(desk.place, { pane: 'files' });
    desk.requests.ask('search', {});
    return true;
  }
  if (isShortcut(event, shortcuts.focusLesson)) return focusPane('lesson');
  if (isShortcut(event, shortcuts.focusTerminal)) return focusPane('terminal');
  for (const pane of ['files', 'query', 'api'] as const) {
    if (isShortcut(event, shortcuts[PANE_KEYS[pane]])) return goToPane(pane, desk, setLayout);
  }
  return false;
}

/** Shows a pane and gives it the keyboard. */
export function goToPane(pane: Pane, desk: LabDesk, setLayout: SetLayout): true {
  if (pane === 'files' || pane === 'query' || pane === 'api') setLayout(desk.place, { pane });
  // The pane may have to be drawn first.
  requestAnimationFrame(() => requestAnimationFrame(() => focusPane(pane)));
  return true;
}

function focusPane(pane: Pane): true {
  const place = document.querySelector<HTMLElement>(`[data-pane="${pane}"]`);
  (place?.querySelector<HTMLElement>(INNER[pane]) ?? place)?.focus();
  return true;
}
