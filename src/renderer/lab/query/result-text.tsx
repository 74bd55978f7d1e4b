/** Replies and documents as text: selectable, searchable, drawn as far as they are in view. */
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { readerBasics } from '../code/editor-setup.ts';
import { languageOfService } from '../code/languages.ts';
import { useWords } from '../../words/words-context.tsx';

export function ResultText({ text, kind }: { text: string; kind: ServiceKind }) {
  const t = useWords();
  const parent = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (parent.current === null) return;
    const language = kind === 'mongo' ? languageOfService(kind) : [];
    const view = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: text, extensions: [readerBasics(t('query.result-2'), t), language] }),
    });
    return () => view.destroy();
  }, [text, kind, t]);
  return <div ref={parent} className="editor-host" />;
}
