/** What going to a moment would change: files by name, services, progress. */
import { timelineWords as words } from '../../../shared/messages-english-timeline.ts';
import { serviceName } from '../../../shared/messages.ts';
import { PREVIEW_PATHS } from '../../../shared/preview-paths.ts';
import type { RestorePreview } from '../../../shared/timeline-view.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useRead } from '../../transport/use-backend.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { isOpen, useDesk } from '../lab-context.ts';
import type { Moment } from './moments.ts';

export function MomentPreview({ moment }: { moment: Moment | null }) {
  const { session } = useDesk();
  if (moment === null || moment.kind === 'now') return <p className="moment-hint">{words.choose}</p>;
  return (
    <section className="moment-preview" aria-label={moment.title}>
      <h3>{moment.title}</h3>
      {moment.kind === 'ahead' ? (
        <p>{words.aboutAhead}</p>
      ) : (
        <>
          <p>{words.about[moment.checkpoint.reason]}</p>
          {!moment.checkpoint.onWay && <p>{words.aboutOffWay}</p>}
          {isOpen(session) && <Changes checkpoint={moment.checkpoint.id} />}
        </>
      )}
      {!isOpen(session) && <p>{words.needsRunning}</p>}
    </section>
  );
}

function Changes({ checkpoint }: { checkpoint: number }) {
  const { lab, detail } = useDesk();
  const { value, error } = useRead(`preview ${lab} ${String(checkpoint)}`, (host, signal) => host.session.preview({ lab, checkpoint }, { signal }));
  if (error !== null) return <ErrorCard error={error} level={4} actions={{}} />;
  if (value === null) {
    return (
      <p className="moment-looking" role="status">
        <Spinner size={13} /> {words.looking}
      </p>
    );
  }
  const names = value.services.map((id) => serviceName(detail.services.find((each) => each.id === id)?.kind ?? id));
  return (
    <div role="status">
      <h4>{words.filesTitle(value.files.total)}</h4>
      <Paths files={value.files} />
      <h4>{names.length === 0 ? words.noData : `${words.dataTitle} ${[...new Set(names)].join(', ')}`}</h4>
    </div>
  );
}

function Paths({ files }: { files: RestorePreview['files'] }) {
  const shown = (['changed', 'added', 'removed'] as const).flatMap((kind) => files[kind].map((path) => ({ kind, path })));
  if (shown.length === 0) return null;
  const cut = shown.slice(0, PREVIEW_PATHS);
  return (
    <ul className="moment-files">
      {cut.map(({ kind, path }) => (
        <li key={path}>
          <code>{path}</code> <span className={`moment-file moment-file-${kind}`}>{words.fileKinds[kind]}</span>
        </li>
      ))}
      {files.total > cut.length && <li>{words.more(files.total - cut.length)}</li>}
    </ul>
  );
}
