/** An editor on an open file, and why the file could not be saved. */
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import { ErrorCard } from '../../errors/error-card.tsx';
import type { OpenDocument } from './open-document.ts';

export interface DocumentEditorProps {
  document: OpenDocument;
  /** Names the place of this editor on the screen; each place keeps an undo history of its own. */
  place: string;
  /** Made once per document and place. */
  extensions: () => Extension;
  /** Told the view when it is there, and null when it goes. */
  onView?: (view: EditorView | null) => void;
}

export function DocumentEditor({ document, place, extensions, onView }: DocumentEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const latest = useRef({ extensions, onView });
  useLayoutEffect(() => {
    latest.current = { extensions, onView };
  });
  useLayoutEffect(() => {
    if (parent.current === null) return;
    const { onView: tell } = latest.current;
    const view = document.attach(parent.current, place, latest.current.extensions());
    tell?.(view);
    return () => {
      tell?.(null);
      document.detach(view, place);
    };
  }, [document, place]);
  return (
    <>
      {document.state === 'failed' && document.error !== null && <ErrorCard error={document.error} actions={{ retry: () => void document.save() }} />}
      <div ref={parent} className="editor-host" />
    </>
  );
}
