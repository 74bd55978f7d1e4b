/** The editor of one file: where it was left comes back, and a line that was asked for is shown. */
import { Compartment, Prec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { isShortcut } from '../../ui/keys.ts';
import { editorBasics } from '../code/editor-setup.ts';
import { languageOfFile } from '../code/languages.ts';
import { programLanguage } from '../code/program-languages.ts';
import { DocumentEditor } from './document-editor.tsx';
import type { KeptPlaces } from '../../app/kept-places.ts';
import type { EditorPlace } from './editor-places.ts';
import type { OpenDocument } from './open-document.ts';
import type { WorkspaceWords } from './workspace-words.ts';
import { useWords } from '../../words/words-context.tsx';

/** A place that was asked for; `turn` tells two askings apart. */
export interface AskedLine {
  path: string;
  /** From 1. */
  line: number;
  column: number | null;
  turn: number;
}

/** Stands for the language of an editor: its colours at first, its completion as well once that is loaded. */
const language = new Compartment();

/** After a pause in scrolling and typing the place is kept, in milliseconds. */
const KEEP_MS = 400;

export interface FileEditorProps {
  document: OpenDocument;
  places: KeptPlaces<EditorPlace>;
  words: WorkspaceWords;
  asked: AskedLine | null;
  onClose(): void;
}

export function FileEditor({ document, places, words, asked, onClose }: FileEditorProps) {
  const t = useWords();
  const [view, setView] = useState<EditorView | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const shortcuts = useShortcuts();
  const latest = useRef({ close: onClose, shortcuts });
  useEffect(() => {
    latest.current = { close: onClose, shortcuts };
  });
  const extensions = useMemo(
    () => () => {
      const keepSoon = (editor: EditorView): void => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          const top = editor.lineBlockAtHeight(editor.scrollDOM.scrollTop).from;
          places.set(document.path, { cursor: editor.state.selection.main.head, top });
        }, KEEP_MS);
      };
      return [
        Prec.high(EditorView.domEventHandlers({
          keydown: (event) => {
            const { close, shortcuts: now } = latest.current;
            if (isShortcut(event, now.save)) void document.save();
            else if (isShortcut(event, now.closeFile)) close();
            else return false;
            event.preventDefault();
            event.stopPropagation();
            return true;
          },
        })),
        EditorView.updateListener.of((update) => {
          if (update.selectionSet || update.docChanged) keepSoon(update.view);
        }),
        EditorView.domEventHandlers({ scroll: (_, editor) => keepSoon(editor) }),
        editorBasics(t('files.editor-of', { path: document.path }), t),
        language.of(languageOfFile(document.path) ?? []),
      ];
    },
    [document, places, t],
  );
  const take = useCallback(
    (made: EditorView | null) => {
      if (made === null) clearTimeout(timer.current);
      const place = places.get(document.path);
      if (made !== null && place !== null) {
        const { length } = made.state.doc;
        made.dispatch({
          selection: { anchor: Math.min(place.cursor, length) },
          effects: EditorView.scrollIntoView(Math.min(place.top, length), { y: 'start', yMargin: 0 }),
        });
      }
      setView(made);
    },
    [document, places],
  );
  useEffect(() => {
    if (view === null) return;
    let wanted = true;
    programLanguage(document.path, words.sourceFor(document.path)).then(
      (loaded) => {
        if (wanted && loaded !== null) view.dispatch({ effects: language.reconfigure(loaded) });
      },
      () => {
        // Its code could not be loaded: the file keeps its colours and has no completion.
      },
    );
    return () => {
      wanted = false;
    };
  }, [view, document, words]);
  useEffect(() => {
    if (view === null || asked?.path !== document.path) return;
    const line = view.state.doc.line(Math.min(Math.max(asked.line, 1), view.state.doc.lines));
    const anchor = Math.min(line.from + Math.max(0, (asked.column ?? 1) - 1), line.to);
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    view.focus();
  }, [view, asked, document.path]);
  return <DocumentEditor document={document} place="editor" extensions={extensions} onView={take} />;
}
