/** Where the import stands, from the offer to the result, in one card that keeps the keyboard when its state changes. */
import { ArrowRight, CircleCheck, Pause, Play } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { formatBytes } from '../../shared/messages-format.ts';
import type { PackAct } from '../../shared/packs-contract.ts';
import { useUi } from '../app/ui-state.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { type T, useWords } from '../words/words-context.tsx';
import { ImportBar } from './import-bar.tsx';
import { PackOfferCard } from './pack-offer.tsx';
import type { PackActs } from './use-pack-acts.ts';

export interface PackActCardProps {
  act: PackAct;
  acts: PackActs;
}

/** @param home gets the keyboard when the card goes away under it */
export function PackActCard({ act, acts, home }: PackActCardProps & { home: RefObject<HTMLButtonElement | null> }) {
  const t = useWords();
  const announce = useAnnounce();
  const head = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const title = titleOf(act, t);
  // An offer changes its face with the trust in its key.
  const phase = act.state === 'offered' ? `offered ${act.pack.trusted ?? ''}` : act.state;
  const last = useRef(phase);
  useEffect(() => {
    if (last.current === phase) return;
    last.current = phase;
    if (title !== null) announce(title);
    // The button that was pressed may be gone, and the offer is what was asked for.
    if (phase.startsWith('offered') || document.activeElement === document.body) (head.current ?? home.current)?.focus();
  }, [phase, announce, title, home]);
  if (title === null) return null;
  return (
    <section className="pack-card" aria-labelledby={titleId} data-state={act.state}>
      <h2 id={titleId} ref={head} tabIndex={-1}>
        {act.state === 'looking' && <Spinner />}
        {act.state === 'done' && <CircleCheck size={18} aria-hidden="true" />}
        {title}
      </h2>
      <Body act={act} acts={acts} />
    </section>
  );
}

function titleOf(act: PackAct, t: T): string | null {
  switch (act.state) {
    case 'none': return null;
    case 'looking': return t('packs.looking', { file: act.file });
    case 'offered': return t('packs.offer', { title: act.pack.title });
    case 'importing': return t('packs.importing', { title: act.title });
    case 'paused': return t('packs.paused', { title: act.title });
    case 'done': return t('packs.done', { title: act.title });
    case 'failed': return t('packs.failed', { title: act.title });
  }
}

function Body({ act, acts }: PackActCardProps): ReactNode {
  const t = useWords();
  switch (act.state) {
    case 'none':
    case 'looking':
      return null;
    case 'offered':
      return <PackOfferCard key={act.pack.fingerprint} pack={act.pack} acts={acts} />;
    case 'importing':
      return (
        <>
          <ImportBar label={t('packs.import')} progress={act.progress} state={act.stopping ? 'stopping' : 'going'} />
          <p className="packs-about">{t('packs.goes-on')}</p>
          <div className="pack-buttons">
            <Button icon={<Pause size={15} />} isDisabled={act.stopping} onPress={acts.pause}>
              {t('packs.pause')}
            </Button>
            <Button isDisabled={act.stopping} onPress={acts.cancel}>
              {t('packs.cancel')}
            </Button>
          </div>
        </>
      );
    case 'paused':
      return (
        <>
          <ImportBar label={t('packs.import')} progress={act.progress} state="paused" />
          <p className="packs-about">
            {t('packs.paused-about')} {t('packs.cancel-about')}
          </p>
          <div className="pack-buttons">
            <Button kind="primary" icon={<Play size={15} />} isDisabled={acts.waiting} onPress={acts.import}>
              {t('packs.go-on')}
            </Button>
            <Button isDisabled={acts.waiting} onPress={acts.cancel}>
              {t('packs.cancel')}
            </Button>
          </div>
        </>
      );
    case 'done':
      return <Result act={act} acts={acts} />;
    case 'failed':
      return (
        <>
          <ErrorCard error={act.error} level={3} />
          <div className="pack-buttons">
            {act.again && (
              <Button kind="primary" isDisabled={acts.waiting} onPress={acts.import}>
                {t('packs.try-again')}
              </Button>
            )}
            <Button isDisabled={acts.waiting} onPress={acts.putAway}>
              {t('packs.close')}
            </Button>
          </div>
        </>
      );
  }
}

function Result({ act, acts }: { act: Extract<PackAct, { state: 'done' }>; acts: PackActs }) {
  const t = useWords();
  const go = useUi((s) => s.go);
  const number = String(act.sequence);
  const images = act.skipped.filter(({ reason }) => reason === 'no-engine').length;
  const others = act.skipped.length - images;
  return (
    <>
      <p>{act.newBytes === 0 ? t('packs.done-all-here', { number }) : t('packs.done-items', { number, items: act.items, bytes: formatBytes(act.newBytes) })}</p>
      {act.labs.length > 0 && <p>{t('packs.done-labs', { labs: act.labs.length })}</p>}
      {images > 0 && <p>{t('packs.done-no-engine', { images })}</p>}
      {others > 0 && <p>{t('packs.done-other-platform', { items: others })}</p>}
      <div className="pack-buttons">
        {act.labs.length > 0 && (
          <Button
            kind="primary"
            icon={<ArrowRight size={15} />}
            onPress={() => {
              acts.putAway();
              go({ name: 'course' });
            }}
          >
            {t('packs.to-the-course')}
          </Button>
        )}
        <Button isDisabled={acts.waiting} onPress={acts.putAway}>
          {t('packs.close')}
        </Button>
      </div>
    </>
  );
}
