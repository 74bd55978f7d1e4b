/** A step once more from its start, as asked for on the screen "Progress". Says what happens to the present work. */
import { useUi } from '../app/ui-state.ts';
import { Confirm } from '../ui/dialog.tsx';
import { useDesk } from './lab-context.ts';
import { useWords } from '../words/words-context.tsx';

export function RedoDialog() {
  const t = useWords();
  const { lab, detail, session, acts, goTo } = useDesk();
  const screen = useUi((s) => s.screen);
  const go = useUi((s) => s.go);
  const step = screen.name === 'lab' ? detail.steps.find((each) => each.id === screen.again) : undefined;
  const ready = session.state === 'open' && session.activity === null && !acts.running;
  if (step === undefined || !ready) return null;
  // The wish is forgotten either way: coming back to the lab does not ask again.
  const answered = (): void => go({ name: 'lab', lab });
  return (
    <Confirm
      title={t('lab.do-again', { title: step.title })}
      open
      confirm={t('lab.begin-the-step-again')}
      onConfirm={() => {
        acts.jump(step.id);
        goTo(step.id);
      }}
      onClose={answered}
    >
      <p>{t('lab.files-and-data-go-to')}</p>
      <p>{t('lab.what-is-there-now-is')}</p>
    </Confirm>
  );
}
