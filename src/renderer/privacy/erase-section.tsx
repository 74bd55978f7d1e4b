/** Erases everything about the learner, after the names of what goes were read and a name or a PIN was typed. */
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { diskSpaceText } from '../../shared/messages.ts';
import type { PrivacyView } from '../../shared/privacy-contract.ts';
import { MOST_PIN, MOST_PROFILE_NAME } from '../../shared/profile-limits.ts';
import { Fault, useAct } from '../profiles/profile-act.tsx';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { PLACE_WORDS } from './place-words.ts';
import { Right } from './right.tsx';

interface EraseProps {
  view: PrivacyView;
  learner: NonNullable<PrivacyView['learner']>;
  onErased(): void;
}

export function EraseSection({ level, ...props }: EraseProps & { level: 2 | 3 }) {
  const t = useWords();
  const [asked, setAsked] = useState(false);
  return (
    <Right level={level} title={t('privacy.erase')}>
      <p>
        {t('privacy.erase-about')} {t('privacy.say-disk')}
      </p>
      <Button icon={<Trash2 size={15} />} onPress={() => setAsked(true)}>
        {t('privacy.erase-do')}
      </Button>
      {asked && <EraseDialog {...props} onClose={() => setAsked(false)} />}
    </Right>
  );
}

function EraseDialog({ view, learner, onErased, onClose }: EraseProps & { onClose(): void }) {
  const t = useWords();
  const connection = useConnection();
  const { busy, error, run } = useAct();
  const [typed, setTyped] = useState('');
  const { name, hasPin } = learner;
  const goes = view.places.filter(({ about }) => about === 'learner' || about === 'installation');
  const ready = hasPin ? typed !== '' : typed.trim().normalize('NFC') === name.normalize('NFC');
  return (
    <Dialog
      title={t('privacy.erase-title', { name })}
      open
      // An erasure that has begun is not left half-way.
      onClose={() => {
        if (!busy) onClose();
      }}
      insist
      actions={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('privacy.cancel')}
          </Button>
          <Button kind="danger" type="submit" form="privacy-erase" isDisabled={!ready || busy}>
            {t('privacy.erase-now')}
          </Button>
        </>
      }
    >
      <Form
        id="privacy-erase"
        className="privacy-erase"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) run(() => connection.call((host) => host.privacy.erase({ pin: hasPin ? typed : null })), onErased);
        }}
      >
        <p>{t('privacy.erase-goes', { size: diskSpaceText(goes.reduce((sum, { bytes }) => sum + bytes, 0)) })}</p>
        <ul className="privacy-goes" tabIndex={0}>
          {goes.map((place) => (
            <li key={place.name}>{t(PLACE_WORDS[place.name] ?? 'privacy.unknown-place')}</li>
          ))}
          <li>{t('privacy.erase-servers')}</li>
        </ul>
        <p>{t('privacy.erase-stays')}</p>
        <p>{t('privacy.say-copies')}</p>
        <TextField autoFocus className="privacy-field" value={typed} onChange={setTyped} isDisabled={busy} maxLength={hasPin ? MOST_PIN : MOST_PROFILE_NAME * 2} type={hasPin ? 'password' : 'text'}>
          <Label>{hasPin ? t('privacy.erase-pin') : t('privacy.erase-type', { name })}</Label>
          <Input className="text-input" autoComplete="off" spellCheck="false" {...(hasPin ? { inputMode: 'numeric' as const } : {})} />
        </TextField>
        {busy && (
          <p className="privacy-waiting" role="status">
            <Spinner /> {t('privacy.erasing')}
          </p>
        )}
        <Fault error={error} />
      </Form>
    </Dialog>
  );
}
