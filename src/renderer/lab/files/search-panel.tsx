/** Looks for a text in all files; a place that is chosen opens in the editor. */
import { CaseSensitive, WholeWord, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import type { FileMatches } from '../../../shared/views.ts';
import type { CodedError } from '../../../shared/messages.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { IconButton } from '../../ui/button.tsx';
import { useDesk } from '../lab-context.ts';
import { type T, useWords } from '../../words/words-context.tsx';

/** A pause in typing after which the search begins, in milliseconds. */
const PAUSE_MS = 200;
/** Places that are shown; whoever sees this many looks for something longer. */
const MOST_SHOWN = 300;

interface Found {
  files: readonly FileMatches[];
  /** Null while it runs. */
  end: { files: number; places: number; cut: boolean } | null;
}
const NOTHING: Found = { files: [], end: null };

export interface SearchPanelProps {
  onClose(): void;
  onOpen(path: string, line: number, column: number): void;
}

export function SearchPanel({ onClose, onOpen }: SearchPanelProps) {
  const t = useWords();
  const { lab, files } = useDesk();
  const connection = useConnection();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWord, setWholeWord] = useState(false);
  const [found, setFound] = useState<Found>(NOTHING);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => input.current?.focus(), []);

  useEffect(() => {
    if (text === '') return;
    const stop = new AbortController();
    const { signal } = stop;
    const look = async (): Promise<void> => {
      // What is typed in the editors is looked through, too.
      await files.saveAll();
      const stream = await connection.call((host) => host.files.search({ lab, text, matchCase, wholeWord }, { signal }), { signal });
      const all: FileMatches[] = [];
      setFound(NOTHING);
      for await (const message of stream) {
        if (message.type === 'file') all.push(message.file);
        else setFound({ files: all, end: message });
      }
    };
    const timer = setTimeout(() => {
      look().then(
        () => setError(null),
        (thrown: unknown) => {
          if (!signal.aborted) setError(toCodedError(thrown));
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [connection, files, lab, text, matchCase, wholeWord]);

  const shown = firstPlaces(text === '' ? [] : found.files);
  return (
    <search className="file-search" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div className="file-search-head">
        <input ref={input} className="text-input" aria-label={t('files.search-in-all-files')} placeholder={t('files.search-in-all-files')} value={text} spellCheck="false" onChange={(event) => setText(event.target.value)} />
        <IconButton small label={t('files.match-case')} on={matchCase} icon={<CaseSensitive size={15} />} onPress={() => setMatchCase(!matchCase)} />
        <IconButton small label={t('files.whole-words')} on={wholeWord} icon={<WholeWord size={15} />} onPress={() => setWholeWord(!wholeWord)} />
        <IconButton small label={t('files.close-the-search')} icon={<X size={14} />} onPress={onClose} />
      </div>
      <p className="file-search-count" role="status">
        {text === '' ? '' : found.end === null ? t('files.searching') : words(found.end, t)}
      </p>
      {error !== null && <ErrorCard error={error} />}
      {shown.length > 0 && (
        <ListBox
          className="file-search-list"
          aria-label={t('files.places-found')}
          selectionMode="none"
          onAction={(key) => {
            const [path, line, column] = JSON.parse(String(key)) as [string, number, number];
            onOpen(path, line, column);
          }}
        >
          {shown.map((file) => (
            <ListBoxSection key={file.path} id={file.path}>
              <Header className="file-search-file">{file.path}</Header>
              {file.places.map((place) => (
                <ListBoxItem key={`${place.line}:${place.column}`} id={JSON.stringify([file.path, place.line, place.column])} textValue={t('files.line', { line: place.line, trim: place.text.trim() })} aria-label={t('files.line', { line: place.line, trim: place.text.trim() })} className="file-search-place">
                  <span className="file-search-line">{place.line}</span>
                  <span className="file-search-text">
                    {place.text.slice(0, place.at).trimStart()}
                    <mark>{place.text.slice(place.at, place.at + place.length)}</mark>
                    {place.text.slice(place.at + place.length)}
                  </span>
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      )}
    </search>
  );
}

function firstPlaces(files: readonly FileMatches[]): FileMatches[] {
  let left = MOST_SHOWN;
  return files.flatMap((file) => {
    const places = file.places.slice(0, left);
    left -= places.length;
    return places.length === 0 ? [] : [{ ...file, places }];
  });
}

function words({ files, places, cut }: { files: number; places: number; cut: boolean }, t: T): string {
  if (places === 0) return t('files.nothing-found');
  const shown = Math.min(places, MOST_SHOWN);
  if (cut) return t('files.found-cut', { places, files, shown });
  return places > MOST_SHOWN ? t('files.found-many', { places, files, shown }) : t('files.found', { places, files });
}
