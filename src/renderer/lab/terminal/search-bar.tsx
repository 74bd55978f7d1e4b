/** Searches what the terminal has printed. */
import type { ISearchOptions, SearchAddon } from '@xterm/addon-search';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useColours } from '../../app/theme.ts';
import { IconButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';

/** xterm paints the marks itself and wants plain colours. */
const MARKS = {
  light: { matchBackground: '#fff0b8', matchOverviewRuler: '#e0c050', activeMatchBackground: '#f5c842', activeMatchColorOverviewRuler: '#c09000' },
  dark: { matchBackground: '#4d431d', matchOverviewRuler: '#8a7a30', activeMatchBackground: '#7d6a1c', activeMatchColorOverviewRuler: '#d0b040' },
} as const;

export function SearchBar({ searcher, onClose }: { searcher: SearchAddon; onClose(): void }) {
  const t = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ at: number; count: number } | null>(null);
  const options: ISearchOptions = { decorations: MARKS[useColours()] };

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const off = searcher.onDidChangeResults(({ resultIndex, resultCount }) => setFound({ at: resultIndex, count: resultCount }));
    return () => off.dispose();
  }, [searcher]);

  const look = (next: string): void => {
    setText(next);
    if (next === '') {
      searcher.clearDecorations();
      setFound(null);
    } else searcher.findPrevious(next, { ...options, incremental: true });
  };
  const words = text === '' || found === null ? '' : found.count === 0 ? t('terminal.not-found') : found.at < 0 ? t('terminal.found', { count: found.count }) : t('terminal.found-at', { at: found.at + 1, count: found.count });
  return (
    <search className="terminal-search">
      <input
        ref={input}
        className="text-input"
        aria-label={t('terminal.search-the-terminal')}
        placeholder={t('terminal.search')}
        value={text}
        onChange={(event) => look(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          else if (event.key === 'Enter' && text !== '') {
            if (event.shiftKey) searcher.findNext(text, options);
            else searcher.findPrevious(text, options);
          } else return;
          event.preventDefault();
        }}
      />
      <span role="status">{words}</span>
      <IconButton small label={t('terminal.earlier')} icon={<ArrowUp size={14} />} isDisabled={text === ''} onPress={() => searcher.findPrevious(text, options)} />
      <IconButton small label={t('terminal.later')} icon={<ArrowDown size={14} />} isDisabled={text === ''} onPress={() => searcher.findNext(text, options)} />
      <IconButton small label={t('terminal.close-the-search')} icon={<X size={14} />} onPress={onClose} />
    </search>
  );
}
