/** The steps of the lab, compact: where you are, what is done, one press to go anywhere. */
import { Check, FastForward, Flag } from 'lucide-react';
import type { RefObject } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useDesk } from './lab-context.ts';
import { ContentsMenu } from './lesson/contents-menu.tsx';
import { useWords } from '../words/words-context.tsx';

/** Tooltips come after a rest of the pointer, in milliseconds. */
const TOOLTIP_DELAY_MS = 300;

export function StepsNav({ lesson }: { lesson: RefObject<HTMLElement | null> }) {
  const t = useWords();
  const { detail, session, step, finishShown, labPassed, goTo, showFinish } = useDesk();
  return (
    <nav className="steps" aria-label={t('lab.steps')}>
      <ol>
        {detail.steps.map((each, at) => {
          const state = session.steps.find((s) => s.id === each.id);
          const passed = state?.passed === true;
          const jumped = state?.jumped === true;
          const current = !finishShown && each.id === step.id;
          return (
            <li key={each.id}>
              <TooltipTrigger delay={TOOLTIP_DELAY_MS}>
                <AriaButton
                  className="step-dot"
                  data-passed={passed ? true : undefined}
                  data-jumped={jumped ? true : undefined}
                  aria-label={t(passed ? 'lab.step-done' : jumped ? 'lab.step-jumped' : 'lab.step', { at: at + 1, title: each.title })}
                  {...(current ? { 'aria-current': 'step' as const } : {})}
                  onPress={() => goTo(each.id)}
                >
                  {passed ? <Check size={13} strokeWidth={3} aria-hidden="true" /> : jumped ? <FastForward size={12} aria-hidden="true" /> : at + 1}
                </AriaButton>
                <Tooltip className="tooltip" offset={6}>
                  {each.title}
                </Tooltip>
              </TooltipTrigger>
            </li>
          );
        })}
        {labPassed && (
          <li>
            <AriaButton
              className="step-dot"
              data-passed
              aria-label={t('lab.lab-complete')}
              {...(finishShown ? { 'aria-current': 'step' as const } : {})}
              onPress={() => showFinish(true)}
            >
              <Flag size={13} aria-hidden="true" />
            </AriaButton>
          </li>
        )}
      </ol>
      <span className="steps-end">
        <span className="steps-count">
          {t('lab.of-done', { value: session.steps.filter((each) => each.passed).length, steps: detail.steps.length })}
        </span>
        <ContentsMenu lesson={lesson} />
      </span>
    </nav>
  );
}
