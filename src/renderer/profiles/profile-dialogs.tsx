/** What is asked for where names are chosen: a PIN, a name, and whether to remove somebody. */
import { type ReactNode, useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { LEAST_PIN, MOST_PIN, MOST_PROFILE_NAME } from '../../shared/profile-limits.ts';
import type { ProfileView } from '../../shared/profiles-contract.ts';
import type { HostClient } from '../transport/connection.ts';
import { useConnection } from '../transport/use-backend.ts';
import { AskDialog } from '../ui/ask-dialog.tsx';
import { useWords } from '../words/words-context.tsx';
import { Fault, useAct } from './profile-act.tsx';

/** The browser's storage is that of the first learner. */
const FIRST = 'first';

interface AskProps {
  title: string;
  /** The word on the button that does it. */
  doIt: string;
  danger?: boolean;
  disabled?: boolean;
  act(host: HostClient): Promise<unknown>;
  onDone?(): void;
  onClose(): void;
  children: ReactNode;
}

/** The frame of them all: it stays open, with the reason, when the act fails. */
function Ask({ title, doIt, danger = false, disabled = false, act, onDone, onClose, children }: AskProps) {
  const connection = useConnection();
  const { busy, error, run } = useAct();
  const submit = (): void =>
    run(() => connection.call(act), () => {
      onDone?.();
      onClose();
    });
  return (
    <AskDialog title={title} act={doIt} danger={danger} disabled={disabled || busy} onSubmit={submit} onClose={onClose}>
      {children}
      <Fault error={error} />
    </AskDialog>
  );
}

function NameField({ value, onChange, about = false }: { value: string; onChange(value: string): void; about?: boolean }) {
  const t = useWords();
  return (
    <TextField autoFocus className="profiles-field" value={value} onChange={onChange} maxLength={MOST_PROFILE_NAME * 2}>
      <Label>{t('profiles.name')}</Label>
      <Input className="text-input" spellCheck="false" autoComplete="off" />
      {about && <Text slot="description">{t('profiles.name-about')}</Text>}
    </TextField>
  );
}

interface PinFieldProps {
  label: string;
  about?: string;
  value: string;
  onChange(value: string): void;
  autoFocus?: boolean;
}

function PinField({ label, about, value, onChange, autoFocus = false }: PinFieldProps) {
  return (
    <TextField autoFocus={autoFocus} className="profiles-field" type="password" value={value} onChange={onChange} maxLength={MOST_PIN}>
      <Label>{label}</Label>
      <Input className="text-input" inputMode="numeric" autoComplete="off" />
      {about !== undefined && <Text slot="description">{about}</Text>}
    </TextField>
  );
}

interface OneProps {
  profile: ProfileView;
  onClose(): void;
}

/** An empty field is no PIN. */
const given = (pin: string): string | null => (pin === '' ? null : pin);

export function NewLearner({ onClose }: { onClose(): void }) {
  const t = useWords();
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  return (
    <Ask title={t('profiles.new')} doIt={t('profiles.add')} disabled={name.trim() === ''} act={(host) => host.profiles.create({ name, pin: given(pin) })} onClose={onClose}>
      <NameField value={name} onChange={setName} about />
      <PinField label={t('profiles.new-pin', { least: LEAST_PIN, most: MOST_PIN })} about={t('profiles.pin-about')} value={pin} onChange={setPin} />
    </Ask>
  );
}

export function OpenWithPin({ profile, onClose }: OneProps) {
  const t = useWords();
  const [pin, setPin] = useState('');
  return (
    <Ask title={t('profiles.open-one', { name: profile.name })} doIt={t('profiles.open')} disabled={pin === ''} act={(host) => host.profiles.open({ profile: profile.id, pin })} onClose={onClose}>
      <PinField autoFocus label={t('profiles.your-pin')} value={pin} onChange={setPin} />
    </Ask>
  );
}

export function RenameDialog({ profile, onClose }: OneProps) {
  const t = useWords();
  const [name, setName] = useState(profile.name);
  const [pin, setPin] = useState('');
  return (
    <Ask title={t('profiles.rename-one', { name: profile.name })} doIt={t('profiles.rename')} act={(host) => host.profiles.rename({ profile: profile.id, name, pin: given(pin) })} onClose={onClose}>
      <NameField value={name} onChange={setName} />
      {profile.hasPin && <PinField label={t('profiles.present-pin')} value={pin} onChange={setPin} />}
    </Ask>
  );
}

export function PinDialog({ profile, onClose }: OneProps) {
  const t = useWords();
  const [pin, setPin] = useState('');
  const [next, setNext] = useState('');
  return (
    <Ask title={t('profiles.pin-of-one', { name: profile.name })} doIt={t('profiles.keep')} act={(host) => host.profiles.setPin({ profile: profile.id, pin: given(pin), next: given(next) })} onClose={onClose}>
      {profile.hasPin && <PinField autoFocus label={t('profiles.present-pin')} value={pin} onChange={setPin} />}
      <PinField
        autoFocus={!profile.hasPin}
        label={t('profiles.new-pin', { least: LEAST_PIN, most: MOST_PIN })}
        about={profile.hasPin ? t('profiles.pin-empty') : t('profiles.pin-about')}
        value={next}
        onChange={setNext}
      />
    </Ask>
  );
}

export function RemoveDialog({ profile, onClose }: OneProps) {
  const t = useWords();
  const [pin, setPin] = useState('');
  return (
    <Ask
      title={t('profiles.remove-title', { name: profile.name })}
      doIt={t('profiles.remove')}
      danger
      act={(host) => host.profiles.remove({ profile: profile.id, pin: given(pin) })}
      onDone={() => {
        if (profile.id === FIRST) window.localStorage.clear();
      }}
      onClose={onClose}
    >
      <p>{t('profiles.remove-about', { name: profile.name })}</p>
      <p>{t('profiles.remove-others')}</p>
      {profile.hasPin && !profile.removing && <PinField autoFocus label={t('profiles.your-pin')} value={pin} onChange={setPin} />}
    </Ask>
  );
}
