/** What the window remembers of itself: the screen, the layout of each lab, the theme, the language. Nothing of the learner's work. */
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { KeptShells } from '../lab/terminal/shell-groups.ts';
import type { Stage } from '../../shared/lab-format.ts';
import { STAGES } from '../../shared/stages.ts';
import type { LanguageChoice } from '../../shared/words/language.ts';
import { keptLanguage, WINDOW_KEY as KEY } from './kept-language.ts';

export type Screen =
  | { name: 'computer' }
  | { name: 'course' }
  | { name: 'glossary' }
  | { name: 'progress' }
  | { name: 'packs' }
  | { name: 'classes' }
  | { name: 'privacy' }
  | { name: 'placement'; stage: Stage }
  /** `again`: a step that shall be done again from its start, once the learner has said yes. */
  | { name: 'lab'; lab: string; again?: string };
export type Theme = 'system' | 'light' | 'dark';
export type DialogName = 'settings' | 'shortcuts';

export const WORK_PANES = ['files', 'query', 'services', 'api'] as const;
/** The panels of the workspace. */
export type WorkPaneName = (typeof WORK_PANES)[number];

/** How the workspace of one lab was left. */
export interface LabLayout {
  pane: WorkPaneName;
  /** Files and query beside each other. */
  split: boolean;
  /** The file in the editor; empty when the learner has closed all, null before they chose any. */
  file: string | null;
  /** The files that are open in the editor, in the order of their tabs. */
  tabs: readonly string[];
  /** Closed with the learner's own hand; opening again is theirs, too. */
  fileListHidden: boolean;
  /** The terminals by tab, and the one that had the keyboard last. */
  shells: KeptShells;
}

export interface UiState {
  screen: Screen;
  /** False until "This computer" was seen once. */
  welcomed: boolean;
  /** A copy of the setting, so that the first paint has the right colours. */
  theme: Theme;
  /** A copy of the setting, so that the first words are of the right language. */
  language: LanguageChoice;
  labs: Readonly<Record<string, LabLayout>>;
  dialog: DialogName | null;
  go(screen: Screen): void;
  welcome(): void;
  setTheme(theme: Theme): void;
  setLanguage(language: LanguageChoice): void;
  setLayout(lab: string, change: Partial<LabLayout>): void;
  openDialog(dialog: DialogName | null): void;
}

export type UiStore = StoreApi<UiState>;

const NEW_LAYOUT: LabLayout = { pane: 'files', split: false, file: null, tabs: [], fileListHidden: false, shells: { groups: [], active: null } };

/** @param storage where the state is kept between runs */
export function createUiStore(storage: Pick<Storage, 'getItem' | 'setItem'>): UiStore {
  const kept = restore(storage);
  const store = createStore<UiState>()((set) => ({
    ...kept,
    dialog: null,
    go: (screen) => set({ screen, dialog: null }),
    welcome: () => set({ welcomed: true }),
    setTheme: (theme) => set({ theme }),
    setLanguage: (language) => set({ language }),
    setLayout: (lab, change) => set((s) => ({ labs: { ...s.labs, [lab]: { ...(s.labs[lab] ?? NEW_LAYOUT), ...change } } })),
    openDialog: (dialog) => set({ dialog }),
  }));
  store.subscribe(({ screen, welcomed, theme, language, labs }) => {
    try {
      storage.setItem(KEY, JSON.stringify({ screen, welcomed, theme, language, labs }));
    } catch {
      // A full or forbidden storage costs the layout of the next start, nothing else.
    }
  });
  return store;
}

type Kept = Pick<UiState, 'screen' | 'welcomed' | 'theme' | 'language' | 'labs'>;

/** Reads what was kept; anything odd is left out, because an older or newer version may have written it. */
function restore(storage: Pick<Storage, 'getItem'>): Kept {
  const kept: Kept = { screen: { name: 'course' }, welcomed: false, theme: 'system', language: keptLanguage(storage), labs: {} };
  let found: unknown;
  try {
    found = JSON.parse(storage.getItem(KEY) ?? 'null');
  } catch {
    return kept;
  }
  if (!isRecord(found)) return kept;
  if (found['welcomed'] === true) kept.welcomed = true;
  if (found['theme'] === 'light' || found['theme'] === 'dark') kept.theme = found['theme'];
  const screen = found['screen'];
  if (isRecord(screen)) {
    const plain = (['computer', 'glossary', 'progress', 'packs', 'classes', 'privacy'] as const).find((name) => name === screen['name']);
    if (plain !== undefined) kept.screen = { name: plain };
    const stage = STAGES.find((each) => each === screen['stage']);
    if (screen['name'] === 'placement' && stage !== undefined) kept.screen = { name: 'placement', stage };
    if (screen['name'] === 'lab' && typeof screen['lab'] === 'string') kept.screen = { name: 'lab', lab: screen['lab'] };
  }
  if (isRecord(found['labs'])) {
    const labs: Record<string, LabLayout> = {};
    for (const [lab, layout] of Object.entries(found['labs'])) {
      if (isRecord(layout)) labs[lab] = restoreLayout(layout);
    }
    kept.labs = labs;
  }
  return kept;
}

function restoreLayout(layout: Record<string, unknown>): LabLayout {
  return {
    pane: WORK_PANES.find((pane) => pane === layout['pane']) ?? 'files',
    split: layout['split'] === true,
    file: typeof layout['file'] === 'string' ? layout['file'] : null,
    tabs: texts(layout['tabs']),
    fileListHidden: layout['fileListHidden'] === true,
    shells: restoreShells(layout['shells']),
  };
}

function restoreShells(kept: unknown): KeptShells {
  if (!isRecord(kept)) return { groups: [], active: null };
  const groups = Array.isArray(kept['groups']) ? (kept['groups'] as unknown[]).map(texts).filter((ids) => ids.length > 0) : [];
  return { groups, active: typeof kept['active'] === 'string' ? kept['active'] : null };
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? (value as unknown[]).filter((each) => typeof each === 'string') : []);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export const UiContext = createContext<UiStore | null>(null);

export function useUi<T>(select: (state: UiState) => T): T {
  const store = useContext(UiContext);
  if (store === null) throw new Error('There is no window state around this component.');
  return useStore(store, select);
}

/** The layout of a lab, and null before the learner has changed anything in it. */
export function useLabLayout(lab: string): LabLayout | null {
  return useUi((s) => s.labs[lab] ?? null);
}
