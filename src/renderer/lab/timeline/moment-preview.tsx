/** What going to a moment would change: files by name, services, progress. */
import { serviceName } from '../../../shared/messages.ts';
import { PREVIEW_PATHS } from '../../../shared/preview-paths.ts';
import type { CheckpointReason, RestorePreview } from '../../../shared/timeline-view.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useRead } from '../../transport/use-backend.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { isOpen, useDesk } from '../lab-context.ts';
import type { Moment } from './moments.ts';
import { useWords } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

const ABOUT: Readonly<Record<CheckpointReason, MessageKey>> = {
  start: 'timeline.about-start', 'step-start': 'timeline.about-step-start', 'before-reset': 'timeline.about-before-reset', 'before-restore': 'timeline.about-before-restore',
  'before-jump': 'timeline.about-before-jump', 'before-undo': 'timeline.about-before-undo',
};
const FILE_KINDS = { added: 'timeline.file-added', changed: 'timeline.file-changed', removed: 'timeline.file-removed' } as const;

export function MomentPreview({ moment }: { moment: Moment | null }) {
  const t = useWords();
  const { session } = useDesk();
  if (moment === null || moment.kind === 'now') return <p className="moment-hint">{t('timeline.choose')}</p>;
  return (
    <section className="moment-preview" aria-label={moment.title}>
      <h3>{moment.title}</h3>
      {moment.kind === 'ahead' ? (
        <p>{t('timeline.about-ahead')}</p>
      ) : (
        <>
          <p>{t(ABOUT[moment.checkpoint.reason])}</p>
          {!moment.checkpoint.onWay && <p>{t('timeline.about-off-way')}</p>}
          {isOpen(session) && <Changes checkpoint={moment.checkpoint.id} />}
        </>
      )}
      {!isOpen(session) && <p>{t('timeline.needs-running')}</p>}
    </section>
  );
}

function Changes({ checkpoint }: { checkpoint: number }) {
  const t = useWords();
  const { lab, detail } = useDesk();
  const { value, error } = useRead(`preview ${lab} ${String(checkpoint)}`, (host, signal) => host.session.preview({ lab, checkpoint }, { signal }));
  if (error !== null) return <ErrorCard error={error} level={4} actions={{}} />;
  if (value === null) {
    return (
      <p className="moment-looking" role="status">
        <Spinner size={13} /> {t('timeline.looking')}
      </p>
    );
  }
  const names = value.services.map((id) => serviceName(detail.services.find((each) => each.id === id)?.kind ?? id, t.table));
  return (
    <div role="status">
      <h4>{t('timeline.files-title', { total: value.files.total })}</h4>
      <Paths files={value.files} />
      <h4>{names.length === 0 ? t('timeline.no-data') : t('timeline.data-title', { services: [...new Set(names)].join(', ') })}</h4>
    </div>
  );
}

function Paths({ files }: { files: RestorePreview['files'] }) {
  const t = useWords();
  const shown = (['changed', 'added', 'removed'] as const).flatMap((kind) => files[kind].map((path) => ({ kind, path })));
  if (shown.length === 0) return null;
  const cut = shown.slice(0, PREVIEW_PATHS);
  return (
    <ul className="moment-files">
      {cut.map(({ kind, path }) => (
        <li key={path}>
          <code>{path}</code> <span className={`moment-file moment-file-${kind}`}>{t(FILE_KINDS[kind])}</span>
        </li>
      ))}
      {files.total > cut.length && <li>{t('timeline.more', { count: files.total - cut.length })}</li>}
    </ul>
  );
}
