/** Hands progress in: tells what the signed file holds, then saves it where the learner says. */
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { Checkbox, Form, Input, Label, Text, TextField } from 'react-aria-components';
import type { CodedError } from '../../shared/messages.ts';
import type { HandInView } from '../../shared/progress-views.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection, useRead } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { HandInRoom } from '../room/hand-in-room.tsx';
import { useWords } from '../words/words-context.tsx';
import '../settings/settings.css';
import '../packs/packs.css';
import '../ui/tick.css';
import '../classes/classes.css';

/** As a progress file takes it. */
const MOST_CHARACTERS = 80;
/** What some file system does not take in a name. */
const NOT_IN_NAMES = /[^\p{L}\p{M}\p{N} _-]+/gu;

export default function HandInDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  const found = useRead('hand-in', (host, signal) => host.progress.handIn(undefined, { signal }));
  return (
    <Dialog title={t('classes.hand-in-title')} open onClose={onClose}>
      {found.value !== null ? (
        <HandIn found={found.value} />
      ) : found.error === null ? (
        <p className="packs-waiting">
          <Spinner /> {t('classes.hand-in-reading')}
        </p>
      ) : (
        <ErrorCard error={found.error} actions={{ retry: found.reload }} />
      )}
    </Dialog>
  );
}

function HandIn({ found }: { found: HandInView }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [name, setName] = useState(found.name);
  const [withWork, setWithWork] = useState(true);
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const save = async (): Promise<void> => {
    const called = name.trim();
    const file = called.replaceAll(NOT_IN_NAMES, ' ').trim();
    const chosen = await connection.main.chooseFile({ name: t('classes.hand-in-file', { name: file === '' ? 'progress' : file }) });
    if (chosen === null) return;
    await connection.call((host) => host.progress.export({ name: called, withWork, token: chosen.token }));
    const text = t('classes.hand-in-saved', { file: chosen.path.replace(/^.*[/\\]/, '') });
    setSaved(text);
    announce(text);
  };
  return (
    <>
    <Form
      className="hand-in"
      onSubmit={(event) => {
        event.preventDefault();
        // Not disabled meanwhile: the button that has the keyboard would lose it, and Escape would no longer reach the dialog.
        if (saving) return;
        setError(null);
        setSaved(null);
        setSaving(true);
        save()
          .catch((thrown: unknown) => setError(toCodedError(thrown)))
          .finally(() => setSaving(false));
      }}
    >
      <p>{t('classes.hand-in-lead')}</p>
      <h3>{t('classes.hand-in-holds')}</h3>
      <ul className="class-outcomes">
        <li>{t('classes.hand-in-name')}</li>
        <li>{t('classes.hand-in-events', { events: found.events })}</li>
        <li>{found.labs.length === 0 ? t('classes.hand-in-no-labs') : t('classes.hand-in-labs', { labs: found.labs.join(', ') })}</li>
      </ul>
      <p>{t('classes.hand-in-not')}</p>
      <TextField className="trust-name" value={name} onChange={setName} maxLength={MOST_CHARACTERS}>
        <Label>{t('classes.hand-in-called')}</Label>
        <Input className="text-input" spellCheck="false" />
        <Text slot="description">{t('classes.hand-in-called-about')}</Text>
      </TextField>
      <Checkbox className="tick" isSelected={withWork} onChange={setWithWork} aria-describedby="hand-in-work-about">
        <span>{t('classes.hand-in-work')}</span>
      </Checkbox>
      <p id="hand-in-work-about" className="packs-about tick-about">
        {t('classes.hand-in-work-about')}
      </p>
      {error !== null && <ErrorCard error={error} />}
      {saved !== null && <p className="hand-in-saved">{saved}</p>}
      <div className="pack-buttons">
        <Button kind="primary" type="submit" icon={<FileUp size={15} />} isDisabled={name.trim() === ''}>
          {t('classes.hand-in-save')}
        </Button>
      </div>
    </Form>
    <HandInRoom name={name} withWork={withWork} />
    </>
  );
}
