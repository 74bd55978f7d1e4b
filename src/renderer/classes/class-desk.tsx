/** One class: files come in, the table shows who is where, and the report goes out. */
import { FolderInput, Trash2, UserPlus } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import type { HostClient } from '../transport/connection.ts';
import { useConnection, useWatch } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { Phrase, useWords } from '../words/words-context.tsx';
import { ClassAssignments } from '../assignments/class-assignments.tsx';
import { ClassTable } from './class-table.tsx';
import { CollectCard } from './collect-card.tsx';
import { LearnerDialog } from './learner-dialog.tsx';
import { SaveMenu } from './save-menu.tsx';
import { useCollect } from './use-collect.ts';

export function ClassDesk({ name }: { name: string }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const collect = useCollect(name);
  const found = useWatch(`class ${name}`, (host, signal) => host.classes.watch({ name }, { signal }));
  const [open, setOpen] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const [told, setTold] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const [over, setOver] = useState(false);
  const busy = collect.now?.state === 'going';
  const act = (work: (host: HostClient) => Promise<void>, then: string): void => {
    setError(null);
    connection.call(work).then(() => tell(then), (thrown: unknown) => setError(toCodedError(thrown)));
  };
  const tell = (text: string): void => {
    setTold(text);
    announce(text);
  };
  const onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files') || busy) return;
    event.preventDefault();
    setOver(event.type === 'dragover');
    if (event.type === 'drop') collect.drop([...event.dataTransfer.files]);
  };
  const onLeave = (event: DragEvent): void => {
    // Between two parts of it, it is not left.
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
  };
  const learner = found.value?.learners.find(({ device }) => device === open) ?? null;
  return (
    <section className="class-desk" aria-labelledby="class-name" data-over={over} onDragOver={onDrag} onDrop={onDrag} onDragLeave={onLeave}>
      <div className="class-acts">
        <h2 id="class-name">{name}</h2>
        <Button kind="primary" icon={<UserPlus size={15} />} isDisabled={busy} onPress={() => collect.choose('files')}>
          {t('classes.add-files')}
        </Button>
        <Button icon={<FolderInput size={15} />} isDisabled={busy} onPress={() => collect.choose('folder')}>
          {t('classes.add-folder')}
        </Button>
        <SaveMenu name={name} disabled={(found.value?.learners.length ?? 0) === 0} onTold={tell} />
        <IconButton label={t('classes.remove')} icon={<Trash2 size={15} />} onPress={() => setRemoving(true)} />
      </div>
      {over && <p className="class-drop">{t('classes.drop')}</p>}
      {told !== '' && <p className="packs-about">{told}</p>}
      {error !== null && <ErrorCard error={error} level={3} />}
      {collect.now !== null && <CollectCard now={collect.now} collect={collect} />}
      {found.error !== null ? (
        <ErrorCard error={found.error} level={3} actions={{ retry: () => window.location.reload() }} />
      ) : found.value === null ? (
        <p className="packs-waiting">
          <Spinner /> {t('classes.reading')}
        </p>
      ) : (
        <>
          {found.value.damaged.length > 0 && <p className="class-damaged">{t('classes.damaged', { count: found.value.damaged.length })}</p>}
          {found.value.learners.length === 0 ? (
            <div className="packs-none">
              <div>
                <h3>{t('classes.empty-title')}</h3>
                <p>
                  <Phrase of="classes.empty-text" />
                </p>
              </div>
            </div>
          ) : (
            <ClassTable name={name} learners={found.value.learners} onOpen={setOpen} />
          )}
          <ClassAssignments name={name} assignments={found.value.assignments} onTold={tell} />
        </>
      )}
      {learner !== null && (
        <LearnerDialog
          className={name}
          learner={learner}
          labs={found.value?.labs.filter(({ device }) => device === learner.device) ?? []}
          onClose={() => setOpen(null)}
          onErase={(device) => {
            setOpen(null);
            act((host) => host.classes.erase({ name, device }), t('classes.erased', { name: learner.name }));
          }}
        />
      )}
      {removing && (
        <Confirm
          title={t('classes.remove-title', { name })}
          open
          confirm={t('classes.remove-do')}
          danger
          onConfirm={() => act((host) => host.classes.remove({ name }), '')}
          onClose={() => setRemoving(false)}
        >
          <p>{t('classes.remove-text')}</p>
        </Confirm>
      )}
    </section>
  );
}
