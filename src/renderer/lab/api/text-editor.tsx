/** A small editor for a body, and a reader for an answer. */
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { LanguageSupport } from '@codemirror/language';
import { useLayoutEffect, useRef } from 'react';
import { editorBasics, readerBasics } from '../code/editor-setup.ts';
import { languageByName } from '../code/languages.ts';
import { useWords } from '../../words/words-context.tsx';

/** Longer texts are shown without colours, in characters. */
const LONGEST_COLOURED = 1_000_000;

function languageOf(type: string, length: number): LanguageSupport | [] {
  const name = /json/.test(type) ? 'json' : /javascript/.test(type) ? 'js' : /ya?ml/.test(type) ? 'yaml' : /sql/.test(type) ? 'sql' : '';
  const language = length > LONGEST_COLOURED ? null : languageByName(name);
  return language === null ? [] : new LanguageSupport(language);
}

export interface TextEditorProps {
  label: string;
  /** A name or a content type. */
  language: string;
  text: string;
  onChange(text: string): void;
}

export function TextEditor({ label, language, text, onChange }: TextEditorProps) {
  const t = useWords();
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ onChange, text, language });
  const colours = useRef(new Compartment());
  useLayoutEffect(() => {
    latest.current = { onChange, text, language };
  });
  useLayoutEffect(() => {
    if (parent.current === null) return;
    const made = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          editorBasics(label, t),
          colours.current.of(languageOf(latest.current.language, latest.current.text.length)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [label, t]);
  useLayoutEffect(() => {
    view.current?.dispatch({ effects: colours.current.reconfigure(languageOf(language, latest.current.text.length)) });
  }, [language]);
  useLayoutEffect(() => {
    const editor = view.current;
    // What was typed here comes back as it is; only what was changed elsewhere is put in.
    if (editor !== null && editor.state.doc.toString() !== text) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);
  return <div ref={parent} className="editor-host api-text" />;
}

/** A text to read: selectable, searchable, drawn as far as it is in view. */
export function TextReader({ label, type, text }: { label: string; type: string; text: string }) {
  const t = useWords();
  const parent = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (parent.current === null) return;
    const made = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: text, extensions: [readerBasics(label, t), languageOf(type, text.length)] }),
    });
    return () => made.destroy();
  }, [label, type, text, t]);
  return <div ref={parent} className="editor-host api-text" />;
}
