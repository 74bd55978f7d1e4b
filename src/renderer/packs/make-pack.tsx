/** The form in which somebody says what goes into a pack, what it is called and whose key signs it, with its size as it is chosen. */
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Form, Input, Label, Text, TextField } from 'react-aria-components';
import { formatBytes } from '../../shared/messages-format.ts';
import { estimatePack } from '../../shared/pack-estimate.ts';
import type { PackPart } from '../../shared/pack-making.ts';
import { MAX_SLUG, SLUG } from '../../shared/slug.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { PartChoice, partKey } from './part-choice.tsx';
import { SigningKeyChoice } from './signing-key-choice.tsx';
import { type PackMakingActs, usePackMaking } from './use-pack-making.ts';

/** @param onDone it has begun, or somebody thought better of it */
export function MakePack({ onDone }: { onDone(): void }) {
  const t = useWords();
  const acts = usePackMaking();
  const titleId = useId();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="pack-card" aria-labelledby={titleId} data-state="choosing">
      <h2 id={titleId} ref={head} tabIndex={-1}>
        {t('packs.make-title')}
      </h2>
      {acts.error !== null && <ErrorCard error={acts.error} level={3} />}
      {acts.parts !== null ? (
        <MakeForm key={acts.base?.contents[0] ?? ''} acts={acts} parts={acts.parts.parts} onDone={onDone} />
      ) : acts.error === null ? (
        <p className="packs-waiting">
          <Spinner /> {t('packs.make-reading')}
        </p>
      ) : (
        <div className="pack-buttons">
          <Button onPress={onDone}>{t('packs.close')}</Button>
        </div>
      )}
    </section>
  );
}

function MakeForm({ acts, parts, onDone }: { acts: PackMakingActs; parts: readonly PackPart[]; onDone(): void }) {
  const t = useWords();
  const { base } = acts;
  const [title, setTitle] = useState(base?.title ?? '');
  const [id, setId] = useState(base?.id ?? '');
  const [number, setNumber] = useState(String((base?.sequence ?? 0) + 1));
  const [key, setKey] = useState<string | null>(() => keyFor(acts));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(base === null ? parts.filter(({ kind }) => kind === 'lab').map(partKey) : base.items.map(partKey)));
  const taken = useMemo(() => parts.filter((part) => chosen.has(partKey(part))), [parts, chosen]);
  const size = useMemo(() => estimatePack(taken, new Set(base?.contents)), [taken, base]);
  const own = id === '' ? slugOf(title) : id;
  const sequence = /^[1-9]\d{0,8}$/.test(number) ? Number(number) : null;
  const late = sequence !== null && base !== null && sequence <= base.sequence;
  const named = title.trim() !== '' && SLUG.test(own) && own.length <= MAX_SLUG;
  const ready = named && sequence !== null && !late && key !== null && taken.length > 0;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    const names = (kind: PackPart['kind']): string[] => taken.filter((part) => part.kind === kind).map(({ name }) => name);
    acts.make({ id: own, title: title.trim(), sequence, key, update: base !== null, labs: names('lab'), images: names('image'), native: names('native'), tools: names('tools') }, onDone);
  };
  return (
    <Form className="make-form" onSubmit={onSubmit}>
      {base === null ? (
        <p>
          {t('packs.make-about')}{' '}
          <Button small isDisabled={acts.waiting} onPress={acts.chooseBase}>
            {t('packs.make-update')}
          </Button>
        </p>
      ) : (
        <p>
          {t('packs.make-update-of', { title: base.title, number: String(base.sequence), file: base.file })}{' '}
          <Button small isDisabled={acts.waiting} onPress={acts.forgetBase}>
            {t('packs.make-whole')}
          </Button>
        </p>
      )}
      <div className="make-names">
        <TextField className="trust-name" value={title} onChange={setTitle} maxLength={200}>
          <Label>{t('packs.make-name')}</Label>
          <Input className="text-input" placeholder={t('packs.make-name-example')} />
        </TextField>
        <TextField className="trust-name" value={own} onChange={setId} maxLength={MAX_SLUG} isReadOnly={base !== null} isInvalid={own !== '' && !SLUG.test(own)}>
          <Label>{t('packs.make-id')}</Label>
          <Input className="text-input" spellCheck="false" />
          <Text slot="description" className="packs-about">
            {t('packs.make-id-about')}
          </Text>
        </TextField>
        <TextField className="trust-name" value={number} onChange={setNumber} maxLength={9} isInvalid={sequence === null || late}>
          <Label>{t('packs.make-number')}</Label>
          <Input className="text-input" inputMode="numeric" />
          <Text slot="description" className="packs-about">
            {late ? t('packs.make-number-higher', { number: String(base.sequence) }) : t('packs.make-number-about')}
          </Text>
        </TextField>
      </div>
      <PartChoice parts={parts} docker={acts.parts?.docker ?? false} chosen={chosen} onChange={setChosen} />
      <SigningKeyChoice keys={acts.parts?.keys ?? []} wanted={base?.fingerprint ?? null} chosen={key} waiting={acts.waiting} onChoose={setKey} onMake={(name) => acts.makeKey(name, setKey)} />
      <div className="make-foot">
        <p className="make-size" role="status">
          {taken.length === 0 ? t('packs.make-nothing') : t(base === null ? 'packs.make-size' : 'packs.make-size-update', { file: formatBytes(size.fileBytes), content: formatBytes(size.contentBytes) })}
        </p>
        <div className="pack-buttons">
          <Button kind="primary" type="submit" isDisabled={!ready || acts.waiting}>
            {t('packs.make-do')}
          </Button>
          <Button isDisabled={acts.waiting} onPress={onDone}>
            {t('packs.not-now')}
          </Button>
        </div>
      </div>
    </Form>
  );
}

/** The key that the pack before was signed with; else the only one. */
function keyFor({ base, parts }: PackMakingActs): string | null {
  const keys = parts?.keys ?? [];
  if (base !== null) return keys.find(({ fingerprint }) => fingerprint === base.fingerprint)?.name ?? null;
  return keys.length === 1 ? (keys[0]?.name ?? null) : null;
}

/** A name's letters and digits, as an id takes them; '' for a name that has none of them. */
function slugOf(title: string): string {
  const words = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').replace(/^[^a-z]+/, '').slice(0, MAX_SLUG).replace(/-$/, '');
}
