/** A pack that is being made, and what came of it: how far it is, what to tell the class, and how it is verified and imported. */
import { CircleCheck, Pause, Play } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { formatBytes } from '../../shared/messages-format.ts';
import type { PackMaking } from '../../shared/pack-making.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { type T, useWords } from '../words/words-context.tsx';
import { ImportBar } from './import-bar.tsx';
import { type MakingActs, useMakingActs } from './use-pack-making.ts';

export function MakingCard({ making }: { making: PackMaking }) {
  const t = useWords();
  const acts = useMakingActs();
  const announce = useAnnounce();
  const titleId = useId();
  const head = useRef<HTMLHeadingElement>(null);
  const title = titleOf(making, t);
  const last = useRef('none');
  useEffect(() => {
    if (last.current === making.state) return;
    last.current = making.state;
    if (title === null) return;
    announce(title);
    if (document.activeElement === document.body) head.current?.focus();
  }, [making.state, title, announce]);
  if (title === null) return null;
  return (
    <section className="pack-card" aria-labelledby={titleId} data-state={making.state}>
      <h2 id={titleId} ref={head} tabIndex={-1}>
        {making.state === 'made' && <CircleCheck size={18} aria-hidden="true" />}
        {title}
      </h2>
      {acts.error !== null && <ErrorCard error={acts.error} level={3} />}
      <Body making={making} acts={acts} />
    </section>
  );
}

function titleOf(making: PackMaking, t: T): string | null {
  switch (making.state) {
    case 'none': return null;
    case 'making': return t(making.checking ? 'packs.make-checking' : 'packs.make-making', { title: making.title });
    case 'made': return t('packs.made', { title: making.title });
    case 'failed': return t('packs.make-failed', { title: making.title });
  }
}

function Body({ making, acts }: { making: PackMaking; acts: MakingActs }): ReactNode {
  const t = useWords();
  switch (making.state) {
    case 'none':
      return null;
    case 'making':
      return (
        <>
          <ImportBar label={t('packs.make-progress')} progress={making.progress} state={making.stopping ? 'stopping' : making.paused ? 'paused' : 'going'} />
          <p className="packs-about">{t('packs.make-goes-on')}</p>
          <div className="pack-buttons">
            {making.paused ? (
              <Button kind="primary" icon={<Play size={15} />} isDisabled={making.stopping} onPress={acts.goOn}>
                {t('packs.go-on')}
              </Button>
            ) : (
              !making.checking && (
                <Button icon={<Pause size={15} />} isDisabled={making.stopping} onPress={acts.pause}>
                  {t('packs.pause')}
                </Button>
              )
            )}
            <Button isDisabled={making.stopping} onPress={acts.cancel}>
              {t('packs.cancel')}
            </Button>
          </div>
        </>
      );
    case 'made':
      return <Made making={making} acts={acts} />;
    case 'failed':
      return (
        <>
          <ErrorCard error={making.error} level={3} />
          <div className="pack-buttons">
            <Button onPress={acts.putAway}>{t('packs.close')}</Button>
          </div>
        </>
      );
  }
}

function Made({ making, acts }: { making: Extract<PackMaking, { state: 'made' }>; acts: MakingActs }) {
  const t = useWords();
  return (
    <>
      <p>{t('packs.made-size', { number: String(making.sequence), items: making.items, file: formatBytes(making.fileBytes), content: formatBytes(making.contentBytes) })}</p>
      <p className="pack-path">
        <code>{making.path}</code>
      </p>
      {making.checked && <p>{t('packs.made-checked')}</p>}
      <h3>{t('packs.signed-with')}</h3>
      <p className="pack-fingerprint">
        <code>{making.fingerprint}</code>
      </p>
      <p>{t('packs.made-tell')}</p>
      <p>{making.base === null ? t('packs.made-import', { verify: t.table.command('pack verify') }) : t('packs.made-import-update', { base: String(making.base), verify: t.table.command('pack verify') })}</p>
      <div className="pack-buttons">
        <Button kind={making.checked ? 'plain' : 'primary'} onPress={acts.check}>
          {t('packs.made-check')}
        </Button>
        <Button kind={making.checked ? 'primary' : 'plain'} onPress={acts.putAway}>
          {t('packs.close')}
        </Button>
      </div>
    </>
  );
}
