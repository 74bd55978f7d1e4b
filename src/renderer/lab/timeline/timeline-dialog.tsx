/** The timeline of the lab: where one was, what going there would change, and the way back from each. */
import { useState } from 'react';
import { checkpointText, diskSpaceText } from '../../../shared/messages.ts';
import { useWatch } from '../../transport/use-backend.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { isOpen, useDesk } from '../lab-context.ts';
import { MomentPreview } from './moment-preview.tsx';
import { momentsOf } from './moments.ts';
import { TimelineList } from './timeline-list.tsx';
import { useWords } from '../../words/words-context.tsx';
import './timeline.css';

export function TimelineDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  return open ? <OpenTimeline onClose={onClose} /> : null;
}

function OpenTimeline({ onClose }: { onClose(): void }) {
  const t = useWords();
  const { lab, place, detail, session, acts } = useDesk();
  const { value: timeline } = useWatch(`timeline ${place}`, (host, signal) => host.session.timeline({ lab }, { signal }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [now] = useState(() => Date.now());
  const moments = timeline === null ? [] : momentsOf(timeline, detail.steps, t);
  const moment = moments.find((each) => each.id === chosen) ?? null;
  const canAct = isOpen(session) && session.activity === null && !acts.running;
  const undo = timeline?.undo ?? null;
  const undoText = undo === null ? t('timeline.nothing-to-undo') : t('timeline.undo-hint', { what: checkpointText(undo, detail.steps.find((each) => each.id === undo.step)?.title ?? undo.step, t.table) });
  /** The dialog closes first: what happens is told in the lab's bar, and what went wrong above the work. */
  const act = (what: () => void) => () => {
    onClose();
    what();
  };
  return (
    <Dialog
      title={t('timeline.title')}
      open
      size="wide"
      onClose={onClose}
      actions={
        <>
          <p className="timeline-undo">
            <Button isDisabled={!canAct || undo === null} onPress={act(acts.undo)}>
              {t('timeline.undo')}
            </Button>
            <span>{undoText}</span>
          </p>
          <Button isDisabled={!canAct || timeline?.stepStart === null} onPress={act(() => acts.reset('step'))}>
            {t('timeline.reset-step')}
          </Button>
          <Button
            kind="primary"
            isDisabled={!canAct || moment === null || moment.kind === 'now'}
            onPress={act(() => {
              if (moment?.kind === 'checkpoint') acts.restore(moment.checkpoint.id);
              else if (moment?.kind === 'ahead') acts.jump(moment.step);
            })}
          >
            {moment?.kind === 'ahead' ? t('timeline.jump') : t('timeline.go')}
          </Button>
        </>
      }
    >
      <p className="timeline-intro">
        {t('timeline.intro')}
        {timeline !== null && timeline.bytes !== null && ` ${t('timeline.kept', { space: diskSpaceText(timeline.bytes) })}`}
      </p>
      {timeline === null ? (
        <Spinner />
      ) : (
        <div className="timeline">
          <TimelineList moments={moments} now={now} chosen={chosen} onChoose={setChosen} />
          <MomentPreview moment={moment} />
        </div>
      )}
    </Dialog>
  );
}
