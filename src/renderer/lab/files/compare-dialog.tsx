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

export type ComparedWith = 'start' | 'reference';

export interface CompareDialogProps {
  document: OpenDocument;
  compared: ComparedWith;
  onClose(): void;
}

const TITLES: Readonly<Record<ComparedWith, string>> = { start: 'The step’s start', reference: 'The reference answer' };

export default function CompareDialog({ document, compared, onClose }: CompareDialogProps) {
  const { step, session } = useDesk();
  const passed = session.steps.find((each) => each.id === step.id)?.passed === true;
  const [given, setGiven] = useState(false);
  if (compared === 'reference' && !passed && !given) {
    return (
      <Dialog
        title="Show the reference answer?"
        open
        size="small"
        insist
        onClose={onClose}
        actions={
          <>
            <Button autoFocus onPress={onClose}>
              Try on
            </Button>
            <Button kind="primary" onPress={() => setGiven(true)}>
              Show it
            </Button>
          </>
        }
      >
        <p>This step is not passed yet. Hints below the checks lead there in smaller steps. Your file stays as it is.</p>
      </Dialog>
    );
  }
  return <Compared document={document} compared={compared} onClose={onClose} />;
}

function Compared({ document, compared, onClose }: CompareDialogProps) {
  const { lab, step } = useDesk();
  const { path } = document;
  const read = useRead(`compare ${lab} ${step.id} ${path} ${compared}`, (host, signal) => host.files.compare({ lab, path, step: step.id, with: compared }, { signal }));
  const other = read.value?.text;
  return (
    <Dialog title={`${path} and ${TITLES[compared].toLowerCase()}`} open size="wide" onClose={onClose} actions={<Button onPress={onClose}>Close</Button>}>
      {read.error !== null && <ErrorCard error={read.error} actions={{ retry: read.reload }} />}
      {read.value === null && read.error === null && <Spinner />}
      {other === null && <p>{compared === 'start' ? 'The file was not there when this step began.' : 'The reference answer does not change this file up to this step.'}</p>}
      {typeof other === 'string' && same(other, document.text) && <p>Both are the same.</p>}
      {typeof other === 'string' && !same(other, document.text) && (
        <Comparison path={path} left={{ name: TITLES[compared], label: TITLES[compared], text: plainLines(other) }} right={{ name: 'Yours', label: 'Your version', text: document.text }} />
      )}
    </Dialog>
  );
}

/** The editor shows plain line ends. */
const plainLines = (text: string): string => text.replace(/\r\n?/g, '\n');
const same = (one: string, other: string): boolean => plainLines(one) === plainLines(other);
