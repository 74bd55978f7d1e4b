/** Brings requests out of an OpenAPI document or a Postman collection: from the workspace, a file, or a pasted text. */
import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { MAX_DOCUMENT_LENGTH, type DocumentSource, type ImportPreview } from '../../../shared/api-client/import-views.ts';
import { REQUESTS_FILE } from '../../../shared/api-client/request-format.ts';
import type { CodedError } from '../../../shared/messages.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useWords } from '../../words/words-context.tsx';
import { ImportPreviewView } from './import-preview.tsx';
import { useApi } from './use-api.ts';
import { useDocuments } from './use-documents.ts';
import './import-dialog.css';

type Look = { kind: 'nothing' } | { kind: 'reading' } | { kind: 'failed'; error: CodedError } | { kind: 'read'; preview: ImportPreview };

/** After the last key, in milliseconds, a pasted text is read. */
const TYPING_MS = 300;
const KINDS = { openapi: 'OpenAPI', postman: 'Postman' } as const;

export function ImportDialog({ onClose }: { onClose(): void }) {
  const api = useApi();
  const t = useWords();
  const documents = useDocuments();
  const [text, setText] = useState('');
  const [look, setLook] = useState<Look>({ kind: 'nothing' });
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);

  const read = async (source: DocumentSource): Promise<void> => {
    const mine = (turn.current += 1);
    setLook({ kind: 'reading' });
    try {
      const preview = await api.saved.previewImport(source);
      if (turn.current !== mine) return;
      setChosen(new Set(preview.requests.keys()));
      setLook({ kind: 'read', preview });
    } catch (thrown) {
      if (turn.current === mine) setLook({ kind: 'failed', error: toCodedError(thrown) });
    }
  };
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  const named = t('api-import.the-text');
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => void latest.current({ from: 'text', name: named, text: text.slice(0, MAX_DOCUMENT_LENGTH) }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, named]);

  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > MAX_DOCUMENT_LENGTH) setLook({ kind: 'failed', error: { code: 'FILE_TOO_LARGE', details: { path: file.name, bytes: file.size, limitBytes: MAX_DOCUMENT_LENGTH } } });
    else await read({ from: 'text', name: file.name.slice(0, 200), text: await file.text() });
  };
  const take = async (): Promise<void> => {
    if (look.kind !== 'read') return;
    setBusy(true);
    try {
      await api.saved.importRequests(look.preview.requests.filter((_, at) => chosen.has(at)), look.preview.variables);
      onClose();
    } catch (thrown) {
      setLook({ kind: 'failed', error: toCodedError(thrown) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={t('api-import.title')}
      open
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={onClose}>{t('api-import.cancel')}</Button>
          <Button kind="primary" isDisabled={look.kind !== 'read' || chosen.size === 0 || busy} onPress={() => void take()}>
            {look.kind === 'read' ? t('api-import.act-count', { count: chosen.size }) : t('api-import.act')}
          </Button>
        </>
      }
    >
      <div className="api-import">
        <div className="api-import-from">
          {documents.length > 0 && (
            <ul className="api-import-files" aria-label={t('api-import.documents')}>
              {documents.map(({ path, kind, title }) => (
                <li key={path}>
                  <Button small onPress={() => void read({ from: 'workspace', path })}>
                    {path}
                  </Button>
                  <span>
                    {`${KINDS[kind]}: ${title}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <FileTrigger acceptedFileTypes={['.json', '.yaml', '.yml']} onSelect={(files) => void choose(files?.[0])}>
            <Button small icon={<FileUp size={14} />}>{t('api-import.choose-file')}</Button>
          </FileTrigger>
        </div>
        <textarea
          className="text-input api-import-text" aria-label={t('api-import.pasted')} placeholder={t('api-import.paste-here')}
          rows={look.kind === 'read' ? 2 : 6} value={text} spellCheck={false} onChange={(event) => setText(event.target.value)}
        />
        {look.kind === 'reading' && <p className="api-note" role="status"><Spinner size={12} /> {t('api-import.reading')}</p>}
        {look.kind === 'failed' && <ErrorCard error={look.error} level={0} />}
        {look.kind === 'read' && <ImportPreviewView preview={look.preview} chosen={chosen} onChoose={setChosen} />}
        {look.kind === 'nothing' && <p className="api-note">{t('api-import.about', { file: REQUESTS_FILE })}</p>}
      </div>
    </Dialog>
  );
}
