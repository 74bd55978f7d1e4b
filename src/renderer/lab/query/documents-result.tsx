/** Documents of MongoDB, as a tree that folds or as the shell writes them. */
import { AlignLeft, ListTree } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useKeeper } from '../../app/kept-storage.ts';
import { IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ValueTree } from '../../ui/tree/value-tree.tsx';
import { useWords } from '../../words/words-context.tsx';
import { documentNode, fieldPath } from './document-node.ts';
import { ResultText } from './result-text.tsx';

/** What was chosen last stays. */
const KEPT = 'backbench.query.documents';

export interface DocumentsResultProps {
  /** As the shell writes them. */
  text: string;
  /** Canonical extended JSON. */
  documents: string;
  /** What the head says, before its buttons. */
  head: ReactNode;
}

export function DocumentsResult({ text, documents, head }: DocumentsResultProps) {
  const t = useWords();
  const keeper = useKeeper();
  const [shownAs, setShownAs] = useState<'tree' | 'text'>(() => (keeper.getItem(KEPT) === 'text' ? 'text' : 'tree'));
  const value = useMemo(() => JSON.parse(documents) as unknown, [documents]);
  const show = (as: 'tree' | 'text'): void => {
    setShownAs(as);
    keeper.setItem(KEPT, as);
  };
  return (
    <div className="result">
      <div className="result-head">
        {head}
        <IconButton small label={t('query.as-a-tree')} on={shownAs === 'tree'} icon={<ListTree size={14} />} onPress={() => show('tree')} />
        <IconButton small label={t('query.as-text')} on={shownAs === 'text'} icon={<AlignLeft size={14} />} onPress={() => show('text')} />
        <CopyButton what={t('query.answer')} text={text} />
      </div>
      {shownAs === 'tree' ? (
        <ValueTree label={t('query.documents-as-a-tree')} root={documentNode(value)} note={t('query.press-a-line-to-copy')} copyOf={(path) => fieldPath(path, Array.isArray(value))} />
      ) : (
        <ResultText text={text} kind="mongo" />
      )}
    </div>
  );
}
