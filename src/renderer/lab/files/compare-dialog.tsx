/** The open file beside what the step began with, or beside the reference answer. */
import { useState } from 'react';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useRead } from '../../transport/use-backend.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useDesk } from '../lab-context.ts';
import { Comparison } from './comparison.tsx';
import type { OpenDocument } from './open-document.ts';
import { useWords } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

export type ComparedWith = 'start' | 'reference';

export interface CompareDialogProps {
  document: OpenDocument;
  compared: ComparedWith;
  onClose(): void;
}

const TITLES: Readonly<Record<ComparedWith, MessageKey>> = { start: 'files.compared-start', reference: 'files.compared-reference' };

export default function CompareDialog({ document, compared, onClose }: CompareDialogProps) {
  const t = useWords();
  const { step, session } = useDesk();
  const passed = session.steps.find((each) => each.id === step.id)?.passed === true;
  const [given, setGiven] = useState(false);
  if (compared === 'reference' && !passed && !given) {
    return (
      <Dialog
        title={t('files.show-the-reference-answer')}
        open
        size="small"
        insist
        onClose={onClose}
        actions={
          <>
            <Button autoFocus onPress={onClose}>
              {t('files.try-on')}
            </Button>
            <Button kind="primary" onPress={() => setGiven(true)}>
              {t('files.show-it')}
            </Button>
          </>
        }
      >
        <p>{t('files.this-step-is-not-passed')}</p>
      </Dialog>
    );
  }
  return <Compared document={document} compared={compared} onClose={onClose} />;
}

function Compared({ document, compared, onClose }: CompareDialogProps) {
  const t = useWords();
  const { lab, step } = useDesk();
  const { path } = document;
  const read = useRead(`compare ${lab} ${step.id} ${path} ${compared}`, (host, signal) => host.files.compare({ lab, path, step: step.id, with: compared }, { signal }));
  const other = read.value?.text;
  return (
    <Dialog title={t(compared === 'start' ? 'files.compare-title-start' : 'files.compare-title-reference', { path })} open size="wide" onClose={onClose} actions={<Button onPress={onClose}>{t('files.close')}</Button>}>
      {read.error !== null && <ErrorCard error={read.error} actions={{ retry: read.reload }} />}
      {read.value === null && read.error === null && <Spinner />}
      {other === null && <p>{compared === 'start' ? t('files.the-file-was-not-there') : t('files.the-reference-answer-does-not')}</p>}
      {typeof other === 'string' && same(other, document.text) && <p>{t('files.both-are-the-same')}</p>}
      {typeof other === 'string' && !same(other, document.text) && (
        <Comparison path={path} left={{ name: t(TITLES[compared]), label: t(TITLES[compared]), text: plainLines(other) }} right={{ name: t('files.yours'), label: t('files.your-version'), text: document.text }} />
      )}
    </Dialog>
  );
}

/** The editor shows plain line ends. */
const plainLines = (text: string): string => text.replace(/\r\n?/g, '\n');
const same = (one: string, other: string): boolean => plainLines(one) === plainLines(other);
