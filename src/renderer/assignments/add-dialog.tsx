/** Assignments that were found in files, before any is kept: what each asks for, whose it is, and the key to compare. */
import { ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useState } from 'react';
import { Checkbox, Form, Input, Label, TextField } from 'react-aria-components';
import type { AssignmentOffer } from '../../shared/assignments-contract.ts';
import { describeError, type CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';
import { momentOf } from './moment.ts';
import '../ui/tick.css';
import '../packs/packs.css';

export interface Looked {
  found: AssignmentOffer[];
  refused: { file: string; error: CodedError }[];
}

export interface AddDialogProps {
  looked: Looked;
  onAdded(title: string): void;
  onClose(): void;
}

export function AddDialog({ looked, onAdded, onClose }: AddDialogProps) {
  const t = useWords();
  const [left, setLeft] = useState(looked.found);
  /** Keys that were trusted here just now. */
  const [trusted, setTrusted] = useState<ReadonlyMap<string, string>>(new Map());
  const added = (offer: AssignmentOffer, name: string | null): void => {
    onAdded(offer.words.title);
    if (name !== null) setTrusted((last) => new Map([...last, [offer.fingerprint, name]]));
    const others = left.filter((each) => each !== offer);
    setLeft(others);
    if (others.length === 0 && looked.refused.length === 0) onClose();
  };
  return (
    <Dialog title={t('assignments.dialog-title')} open onClose={onClose}>
      <div className="assignment-offers">
        {looked.found.length === 0 && looked.refused.length === 0 && <p>{t('assignments.none-found')}</p>}
        {left.map((offer) => (
          <Offer key={offer.offer} offer={offer} trusted={trusted.get(offer.fingerprint) ?? offer.trusted} onAdded={(name) => added(offer, name)} />
        ))}
        {looked.refused.map(({ file, error }) => {
          const words = describeError(error, t.table);
          return (
            <p key={file}>
              {t('assignments.refused', { file })} {words.title}. {words.text} {words.next}
            </p>
          );
        })}
      </div>
    </Dialog>
  );
}

/** As the list of keys takes it. */
const MOST_CHARACTERS = 100;

function Offer({ offer, trusted, onAdded }: { offer: AssignmentOffer; trusted: string | null; onAdded(name: string | null): void }) {
  const t = useWords();
  const connection = useConnection();
  const [name, setName] = useState('');
  const [compared, setCompared] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const { words, refusal } = offer;
  const add = (): void => {
    const trust = trusted === null ? { fingerprint: offer.fingerprint, name: name.trim() } : null;
    setError(null);
    connection.call((host) => host.assignments.add({ offer: offer.offer, trust })).then(() => onAdded(trust?.name ?? null), (thrown: unknown) => setError(toCodedError(thrown)));
  };
  return (
    <Form
      className="assignment-offer"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <h3>{words.title}</h3>
      <p>
        {t('assignments.due', { date: momentOf(words.dueAt, t) })}
      </p>
      {words.note !== '' && <p className="assignment-note">{words.note}</p>}
      <ul>
        {words.labs.map((lab) => (
          <li key={lab.lab}>{lab.title}</li>
        ))}
      </ul>
      {offer.missing.length > 0 && <p className="assignment-missing">{t('assignments.missing', { labs: offer.missing.join(', ') })}</p>}
      <p className="pack-fingerprint">
        {trusted === null ? <ShieldQuestion size={18} aria-hidden="true" /> : <ShieldCheck size={18} aria-hidden="true" />}
        <span>{trusted === null ? t('assignments.key') : t('assignments.trusted-as', { name: trusted })}</span> <code>{offer.fingerprint}</code>
      </p>
      {refusal !== null ? (
        <ErrorCard error={refusal} level={3} tone="calm" />
      ) : offer.outcome === 'known' ? (
        <p>{t('assignments.outcome-known')}</p>
      ) : (
        <>
          {offer.outcome === 'newer' && <p>{t('assignments.outcome-newer')}</p>}
          {trusted === null && (
            <>
              <p>{t('assignments.compare')}</p>
              <TextField className="trust-name" value={name} onChange={setName} maxLength={MOST_CHARACTERS}>
                <Label>{t('assignments.whose')}</Label>
                <Input className="text-input" spellCheck="false" />
              </TextField>
              <Checkbox className="tick" isSelected={compared} onChange={setCompared}>
                <span>{t('assignments.compared')}</span>
              </Checkbox>
            </>
          )}
          {error !== null && <ErrorCard error={error} level={3} />}
          <div className="pack-buttons">
            <Button kind="primary" type="submit" isDisabled={trusted === null && (!compared || name.trim() === '')}>
              {trusted === null ? t('assignments.trust-and-add') : t('assignments.add-one')}
            </Button>
          </div>
        </>
      )}
    </Form>
  );
}
