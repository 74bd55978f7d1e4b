/** Whose key signs a pack: those that are here with their fingerprints, or a new one. */
import { useState } from 'react';
import { Input, Label, Radio, RadioGroup, TextField } from 'react-aria-components';
import { SLUG } from '../../shared/slug.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words-context.tsx';

export interface SigningKeyChoiceProps {
  keys: readonly { name: string; fingerprint: string }[];
  /** The only fingerprint that fits, for an update; null for any. */
  wanted: string | null;
  chosen: string | null;
  waiting: boolean;
  onChoose(name: string): void;
  onMake(name: string): void;
}

export function SigningKeyChoice({ keys, wanted, chosen, waiting, onChoose, onMake }: SigningKeyChoiceProps) {
  const t = useWords();
  const [name, setName] = useState('');
  const fitting = wanted === null ? keys : keys.filter(({ fingerprint }) => fingerprint === wanted);
  return (
    <div className="key-choice">
      {fitting.length > 0 && (
        <RadioGroup value={chosen} onChange={onChoose}>
          <Label>{t('packs.make-key')}</Label>
          {fitting.map((key) => (
            <Radio key={key.name} value={key.name} className="tick tick-one">
              <span>
                {key.name} <code>{key.fingerprint}</code>
              </span>
            </Radio>
          ))}
        </RadioGroup>
      )}
      {fitting.length === 0 && <p>{wanted === null ? t('packs.make-no-key') : t('packs.make-other-key', { fingerprint: wanted })}</p>}
      {wanted === null && (
        <details open={keys.length === 0}>
          <summary>{t('packs.make-new-key')}</summary>
          <div className="key-new">
            <TextField className="trust-name" value={name} onChange={setName} maxLength={64} isInvalid={name !== '' && !SLUG.test(name)}>
              <Label>{t('packs.make-key-name')}</Label>
              <Input className="text-input" spellCheck="false" placeholder={t('packs.make-key-example')} />
            </TextField>
            <Button isDisabled={waiting || !SLUG.test(name)} onPress={() => onMake(name)}>
              {t('packs.make-key-do')}
            </Button>
          </div>
          <p className="packs-about">{t('packs.make-key-about')}</p>
        </details>
      )}
    </div>
  );
}
