/** A block of code in a lesson: highlighted once the highlighter is loaded, the same size before and after. */
import { useEffect, useState } from 'react';
import type { CodePart } from '../code/highlight.ts';
import { CopyButton } from '../../ui/copy-button.tsx';

export function CodeBlock({ code, language }: { code: string; language: string | null }) {
  const parts = useHighlighted(code, language);
  return (
    <div className="code-block">
      <pre tabIndex={0} role="group" aria-label={language === null ? 'Code' : `Code, ${language}`}>
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
      <CopyButton what="code" text={code} />
    </div>
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
