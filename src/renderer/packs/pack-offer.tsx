/** A pack that was chosen, before anything of it is used: what is in it, whose it is, and what trusting its key means. */
import { ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useState } from 'react';
import { Checkbox, Form, Input, Label, TextField } from 'react-aria-components';
import { formatBytes } from '../../shared/messages-format.ts';
import type { PackOffer } from '../../shared/packs-contract.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { Button } from '../ui/button.tsx';
import { type T, useWords } from '../words/words-context.tsx';
import { PackItems } from './pack-items.tsx';
import type { PackActs } from './use-pack-acts.ts';

export function PackOfferCard({ pack, acts }: { pack: PackOffer; acts: PackActs }) {
  const t = useWords();
  const date = t.date(new Date(pack.createdAt), { dateStyle: 'medium' });
  const letIn = pack.trusted !== null && pack.refusal === null;
  return (
    <>
      <p>
        {t('packs.offer-file', { file: pack.file, size: formatBytes(pack.fileBytes), number: String(pack.sequence), date })}
        <br />
        {standing(pack, t)}
        {pack.base !== null && ` ${t('packs.offer-update', { base: String(pack.base) })}`}
      </p>
      <h3>{t('packs.in-it')}</h3>
      <PackItems items={pack.items} />
      <h3>{t('packs.signed-with')}</h3>
      <p className="pack-fingerprint">
        {pack.trusted === null ? <ShieldQuestion size={18} aria-hidden="true" /> : <ShieldCheck size={18} aria-hidden="true" />}
        <code>{pack.fingerprint}</code>
      </p>
      {pack.trusted === null ? (
        <TrustForm pack={pack} acts={acts} />
      ) : (
        <p>
          {t('packs.signer-trusted', { name: pack.trusted })} <span className="pack-commands">{pack.commands ? t('packs.may-run') : t('packs.may-not-run')}</span>
        </p>
      )}
      {pack.trusted !== null && pack.refusal !== null && <ErrorCard error={pack.refusal} level={3} tone="calm" />}
      {pack.trusted !== null && (
        <div className="pack-buttons">
          {letIn && (
            <Button kind="primary" isDisabled={acts.waiting} onPress={acts.import}>
              {t('packs.import')}
            </Button>
          )}
          <Button isDisabled={acts.waiting} onPress={acts.putAway}>
            {t('packs.not-now')}
          </Button>
        </div>
      )}
    </>
  );
}

function standing({ installed, sequence }: PackOffer, t: T): string {
  if (installed === null) return t('packs.offer-new');
  if (installed === sequence) return t('packs.offer-same');
  // An older one is refused, and the refusal says so.
  return installed < sequence ? t('packs.offer-newer', { installed: String(installed) }) : '';
}

function TrustForm({ pack, acts }: { pack: PackOffer; acts: PackActs }) {
  const t = useWords();
  const [name, setName] = useState('');
  const [compared, setCompared] = useState(false);
  const [commands, setCommands] = useState(false);
  return (
    <Form
      className="trust-form"
      onSubmit={(event) => {
        event.preventDefault();
        acts.trust({ fingerprint: pack.fingerprint, name: name.trim(), commands });
      }}
    >
      <h3>{t('packs.not-trusted')}</h3>
      <p>{t('packs.compare')}</p>
      <TextField className="trust-name" value={name} onChange={setName} maxLength={MOST_CHARACTERS}>
        <Label>{t('packs.whose')}</Label>
        <Input className="text-input" spellCheck="false" placeholder={t('packs.whose-example')} />
      </TextField>
      <Checkbox className="tick" isSelected={compared} onChange={setCompared}>
        <span>{t('packs.compared')}</span>
      </Checkbox>
      <Checkbox className="tick" isSelected={commands} onChange={setCommands} aria-describedby="pack-commands-about">
        <span>{t('packs.allow-commands')}</span>
      </Checkbox>
      <p id="pack-commands-about" className="packs-about tick-about">
        {t('packs.commands-about')}
      </p>
      <div className="pack-buttons">
        <Button kind="primary" type="submit" isDisabled={!compared || name.trim() === ''}>
          {t('packs.trust')}
        </Button>
        <Button isDisabled={acts.waiting} onPress={acts.putAway}>
          {t('packs.not-now')}
        </Button>
      </div>
    </Form>
  );
}

/** As the list of keys takes it. */
const MOST_CHARACTERS = 100;
