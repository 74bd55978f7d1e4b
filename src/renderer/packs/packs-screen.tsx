/** Packs: what is here, whose are let in, the import of another one and the making of one, which go on in the lab host. */
import { PackageOpen, PackagePlus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { PacksView } from '../../shared/packs-contract.ts';
import { AppHeader } from '../app/app-header.tsx';
import { ErrorCard } from '../errors/error-card.tsx';
import { useWatch } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWords } from '../words/words-context.tsx';
import { InstalledPacks } from './installed-packs.tsx';
import { MakePack } from './make-pack.tsx';
import { MakingCard } from './making-card.tsx';
import { PackActCard } from './pack-act-card.tsx';
import { RoomSection } from '../room/room-section.tsx';
import { TrustedKeys } from './trusted-keys.tsx';
import { usePackActs } from './use-pack-acts.ts';
import '../ui/tick.css';
import './packs.css';

export default function PacksScreen() {
  const t = useWords();
  const packs = useWatch('packs', (host, signal) => host.packs.watch(undefined, { signal }));
  return (
    <>
      <AppHeader />
      <main className="page" aria-label={t('packs.title')} aria-busy={packs.value === null && packs.error === null}>
        <div className="page-column packs-column">
          {packs.value !== null ? (
            <Packs view={packs.value} />
          ) : packs.error === null ? (
            <p className="packs-waiting">
              <Spinner /> {t('packs.reading')}
            </p>
          ) : (
            <ErrorCard error={packs.error} level={2} actions={{ retry: () => window.location.reload() }} />
          )}
        </div>
      </main>
    </>
  );
}

function Packs({ view }: { view: PacksView }) {
  const t = useWords();
  const acts = usePackActs();
  const home = useRef<HTMLButtonElement>(null);
  const { state } = view.act;
  const making = useWatch('pack making', (host, signal) => host.packMaking.watch(undefined, { signal }));
  const [choosing, setChoosing] = useState(false);
  const maker = useRef<HTMLButtonElement>(null);
  const makes = making.value !== null && making.value.state === 'making';
  const free = state !== 'looking' && state !== 'importing' && state !== 'paused';
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('packs.title')}</h1>
          <p className="page-lead">{t('packs.lead')}</p>
        </div>
        <div className="pack-buttons">
          <Button icon={<PackageOpen size={16} />} ref={maker} isDisabled={choosing || makes} onPress={() => setChoosing(true)}>
            {t('packs.make')}
          </Button>
          <Button kind={state === 'none' && !choosing ? 'primary' : 'plain'} icon={<PackagePlus size={16} />} ref={home} isDisabled={!free} onPress={acts.choose}>
            {t('packs.choose')}
          </Button>
        </div>
      </div>
      {acts.error !== null && <ErrorCard error={acts.error} level={2} />}
      {making.error !== null && <ErrorCard error={making.error} level={2} />}
      {choosing && !makes && (
        <MakePack
          onDone={() => {
            setChoosing(false);
            maker.current?.focus();
          }}
        />
      )}
      {!choosing && making.value !== null && <MakingCard making={making.value} />}
      <PackActCard act={view.act} acts={acts} home={home} />
      <RoomSection free={free} />
      <InstalledPacks packs={view.installed} keys={view.keys} />
      <TrustedKeys keys={view.keys} onForget={acts.forget} />
    </>
  );
}
