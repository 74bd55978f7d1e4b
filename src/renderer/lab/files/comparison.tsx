/** Two texts of one file beside each other, what differs marked, both to be read only. */
import { MergeView } from '@codemirror/merge';
import { useLayoutEffect, useRef } from 'react';
import { readerBasics } from '../code/editor-setup.ts';
import { languageOfFile } from '../code/languages.ts';
import { useWords } from '../../words/words-context.tsx';
import './files.css';

export interface ComparedText {
  /** Its heading. */
  name: string;
  /** Its name for assistive technology. */
  label: string;
  text: string;
}

export function Comparison({ path, left, right }: { path: string; left: ComparedText; right: ComparedText }) {
  const t = useWords();
  const parent = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (parent.current === null) return;
    const language = languageOfFile(path) ?? [];
    const view = new MergeView({
      parent: parent.current,
      a: { doc: left.text, extensions: [readerBasics(left.label, t), language] },
      b: { doc: right.text, extensions: [readerBasics(right.label, t), language] },
      gutter: true,
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => view.destroy();
  }, [path, left.text, left.label, right.text, right.label, t]);
  return (
    <div className="comparison">
      <div className="comparison-heads">
        <span>{left.name}</span>
        <span>{right.name}</span>
      </div>
      <div ref={parent} className="comparison-view" />
    </div>
  );
}
