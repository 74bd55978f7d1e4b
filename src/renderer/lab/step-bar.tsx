/** The bar below the lesson: Check, and the way to the steps beside this one. */
import { ArrowLeft, ArrowRight, Flag, ListChecks } from 'lucide-react';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { keyText } from '../ui/keys.ts';
import { Spinner } from '../ui/spinner.tsx';
import { useDesk, isOpen } from './lab-context.ts';
import { useWords } from '../words/words-context.tsx';

export function StepBar() {
  const shortcuts = useShortcuts();
  const t = useWords();
  const { detail, session, step, stepAt, check, goTo, finishShown, showFinish, labPassed } = useDesk();
  const previous = finishShown ? step : detail.steps[stepAt - 1];
  const next = finishShown ? undefined : detail.steps[stepAt + 1];
  const passed = session.steps.find((each) => each.id === step.id)?.passed === true;
  const canCheck = isOpen(session) && !finishShown;
  return (
    <div className="step-bar">
      {check.running ? (
        <>
          <Button onPress={check.cancel} icon={<Spinner />}>
            {t('lab.cancel-check')}
          </Button>
          <span className="step-bar-note">
            <Elapsed since={check.since} />
          </span>
        </>
      ) : (
        !finishShown && (
          <Button
            kind={passed ? 'plain' : 'primary'}
            icon={<ListChecks size={16} />}
            isDisabled={!canCheck}
            onPress={check.run}
          >
            {t('lab.check')} <kbd aria-hidden="true">{keyText(shortcuts.check)}</kbd>
          </Button>
        )
      )}
      {!canCheck && !finishShown && !check.running && <span className="step-bar-note">{t('lab.check-needs-the-lab-to')}</span>}
      <div className="step-bar-ways">
        <IconButton
          label={t('lab.previous-step')}
          shortcut={keyText(shortcuts.previousStep)}
          icon={<ArrowLeft size={16} />}
          isDisabled={previous === undefined}
          onPress={() => previous !== undefined && goTo(previous.id)}
        />
        {next === undefined && labPassed && !finishShown ? (
          <Button kind="primary" icon={<Flag size={15} />} onPress={() => showFinish(true)}>
            {t('lab.finish')}
          </Button>
        ) : passed && next !== undefined ? (
          <Button kind="primary" icon={<ArrowRight size={16} />} onPress={() => goTo(next.id)}>
            {t('lab.next-step')}
          </Button>
        ) : (
          <IconButton
            label={t('lab.next-step')}
            shortcut={keyText(shortcuts.nextStep)}
            icon={<ArrowRight size={16} />}
            isDisabled={next === undefined}
            onPress={() => next !== undefined && goTo(next.id)}
          />
        )}
      </div>
    </div>
  );
}
