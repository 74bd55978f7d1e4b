/** A block of code in a lesson: highlighted once the highlighter is loaded, the same size before and after. */
import { Play, TextCursorInput } from 'lucide-react';
import { use, useEffect, useState } from 'react';
import { useUi } from '../../app/ui-state.ts';
import type { CodePart } from '../code/highlight.ts';
import { IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { isOpen, type LabDesk, LabDeskContext } from '../lab-context.ts';
import { blockAction } from './block-action.ts';
import { SendInApi } from './send-in-api.tsx';
import { useWords } from '../../words/words-context.tsx';

export function CodeBlock({ code, language }: { code: string; language: string | null }) {
  const t = useWords();
  const parts = useHighlighted(code, language);
  // Outside of a lab there is nothing to run a block with.
  const desk = use(LabDeskContext);
  return (
    <div className="code-block">
      <pre tabIndex={0} role="group" aria-label={language === null ? t('lesson.code') : t('lesson.code-2', { language })}>
        <code>
          {parts === null
            ? code
            : parts.map((part, at) => (
                // Parts never move or change alone: the place in the list names them.
                <span key={at} className={part.classes}>
                  {part.text}
                </span>
              ))}
        </code>
      </pre>
      <span className="code-block-acts">
        {desk !== null && <BlockButton desk={desk} code={code} language={language} />}
        <SendInApi code={code} language={language} />
        <CopyButton what={t('lesson.code-3')} text={code} />
      </span>
    </div>
  );
}

/** Takes the block to where it can be run. */
function BlockButton({ desk, code, language }: { desk: LabDesk; code: string; language: string | null }) {
  const t = useWords();
  const setLayout = useUi((s) => s.setLayout);
  const action = blockAction(code, language, desk.detail.services, desk.step.service);
  if (action === null) return null;
  if (action.to === 'terminal') {
    return (
      <IconButton
        small
        label={t('lesson.run-in-the-terminal')}
        icon={<Play size={14} />}
        isDisabled={!isOpen(desk.session)}
        onPress={() => desk.requests.ask('terminal', { text: action.text })}
      />
    );
  }
  return (
    <IconButton
      small
      label={t('lesson.open-in-the-query-panel')}
      icon={<TextCursorInput size={14} />}
      onPress={() => {
        setLayout(desk.place, { pane: 'query' });
        desk.requests.ask('query', { text: action.text, service: action.service });
      }}
    />
  );
}

function useHighlighted(code: string, language: string | null): readonly CodePart[] | null {
  const [state, setState] = useState<{ code: string; parts: readonly CodePart[] } | null>(null);
  useEffect(() => {
    if (language === null) return;
    let wanted = true;
    import('../code/highlight.ts').then(
      ({ highlight }) => {
        const parts = highlight(code, language);
        if (wanted && parts !== null) setState({ code, parts });
      },
      () => {
        // Without the highlighter the code is shown plain.
      },
    );
    return () => {
      wanted = false;
    };
  }, [code, language]);
  return state?.code === code ? state.parts : null;
}
