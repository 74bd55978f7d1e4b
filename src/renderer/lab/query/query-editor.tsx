/** The editor of the query panel: on the answer file of the step, or on a scratch text of its own. */
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { useKeeper } from '../../app/kept-storage.ts';
import type { Shortcuts } from '../../settings/shortcuts.ts';
import { isShortcut } from '../../ui/keys.ts';
import type { T } from '../../words/words-context.tsx';
import { editorBasics } from '../code/editor-setup.ts';
import { faultMark } from '../code/fault-mark.ts';
import { queryLanguage } from './sql-completion.ts';

/** What the keys of the panel do; looked up when a key is pressed. */
export interface QueryKeys {
  run(): void;
  check(): void;
  earlier(): void;
  later(): void;
  save(): void;
  shortcuts: Shortcuts;
}

/** The panel's shortcuts and what each does. */
const ACTS = [['checkFromQuery', 'check'], ['run', 'run'], ['historyUp', 'earlier'], ['historyDown', 'later'], ['save', 'save']] as const;

/** @param keys a box whose content may change while the editor lives */
export function queryExtensions(kind: ServiceKind, label: string, t: T, keys: { readonly current: QueryKeys }): Extension {
  return [
    Prec.highest(
      EditorView.domEventHandlers({
        keydown: (event) => {
          const act = ACTS.find(([name]) => isShortcut(event, keys.current.shortcuts[name]));
          if (act === undefined) return false;
          event.preventDefault();
          keys.current[act[1]]();
          return true;
        },
      }),
    ),
    editorBasics(label, t),
    queryLanguage(kind, null),
    faultMark,
  ];
}

export interface ScratchEditorProps {
  /** Where the text is kept between runs. */
  storageKey: string;
  extensions: () => Extension;
  onView(view: EditorView | null): void;
}

/** A text that belongs to no file: kept with the window's layout. */
export function ScratchEditor({ storageKey, extensions, onView }: ScratchEditorProps) {
  const keeper = useKeeper();
  const parent = useRef<HTMLDivElement>(null);
  const latest = useRef({ extensions, onView });
  useLayoutEffect(() => {
    latest.current = { extensions, onView };
  });
  useLayoutEffect(() => {
    if (parent.current === null) return;
    const keep = EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      try {
        keeper.setItem(storageKey, update.state.doc.toString());
      } catch {
        // A full storage: the text stays in the editor for this run.
      }
    });
    const { onView: tell } = latest.current;
    const view = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: keeper.getItem(storageKey) ?? '', extensions: [latest.current.extensions(), keep] }),
    });
    tell(view);
    return () => {
      tell(null);
      view.destroy();
    };
  }, [keeper, storageKey]);
  return <div ref={parent} className="editor-host" />;
}
