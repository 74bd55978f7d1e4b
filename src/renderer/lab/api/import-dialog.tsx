/** Brings requests out of an OpenAPI document or a Postman collection: from the workspace, a file, or a pasted text. */
import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { MAX_DOCUMENT_LENGTH, type ApiDocumentEntry, type DocumentSource, type ImportPreview } from '../../../shared/api-client/import-views.ts';
import { REQUESTS_FILE } from '../../../shared/api-client/request-format.ts';
import type { CodedError } from '../../../shared/messages.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ImportPreviewView } from './import-preview.tsx';
import { useApi } from './use-api.ts';
import './import-dialog.css';

type Look = { kind: 'nothing' } | { kind: 'reading' } | { kind: 'failed'; error: CodedError } | { kind: 'read'; preview: ImportPreview };

/** After the last key, in milliseconds, a pasted text is read. */
const TYPING_MS = 300;
const KINDS = { openapi: 'OpenAPI', postman: 'Postman' } as const;

export function ImportDialog({ onClose }: { onClose(): void }) {
  const api = useApi();
  const [documents, setDocuments] = useState<readonly ApiDocumentEntry[]>([]);
  const [text, setText] = useState('');
  const [look, setLook] = useState<Look>({ kind: 'nothing' });
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);

  useEffect(() => {
    let gone = false;
    void api.documents().then((found) => !gone && setDocuments(found), () => undefined);
    return () => {
      gone = true;
    };
  }, [api]);

  const read = async (source: DocumentSource): Promise<void> => {
    const mine = (turn.current += 1);
    setLook({ kind: 'reading' });
    try {
      const preview = await api.previewImport(source);
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
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => void latest.current({ from: 'text', name: 'The text', text: text.slice(0, MAX_DOCUMENT_LENGTH) }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > MAX_DOCUMENT_LENGTH) setLook({ kind: 'failed', error: { code: 'FILE_TOO_LARGE', details: { path: file.name, bytes: file.size, limitBytes: MAX_DOCUMENT_LENGTH } } });
    else await read({ from: 'text', name: file.name.slice(0, 200), text: await file.text() });
  };
  const take = async (): Promise<void> => {
    if (look.kind !== 'read') return;
    setBusy(true);
    try {
      await api.importRequests(look.preview.requests.filter((_, at) => chosen.has(at)), look.preview.variables);
      onClose();
    } catch (thrown) {
      setLook({ kind: 'failed', error: toCodedError(thrown) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title="Import requests"
      open
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={look.kind !== 'read' || chosen.size === 0 || busy} onPress={() => void take()}>
            {look.kind === 'read' ? `Import ${chosen.size} ${chosen.size === 1 ? 'request' : 'requests'}` : 'Import'}
          </Button>
        </>
      }
    >
      <div className="api-import">
        <div className="api-import-from">
          {documents.length > 0 && (
            <ul className="api-import-files" aria-label="Documents of the workspace">
              {documents.map(({ path, kind, title }) => (
                <li key={path}>
                  <Button small onPress={() => void read({ from: 'workspace', path })}>
                    {path}
                  </Button>
                  <span>
                    {KINDS[kind]}: {title}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <FileTrigger acceptedFileTypes={['.json', '.yaml', '.yml']} onSelect={(files) => void choose(files?.[0])}>
            <Button small icon={<FileUp size={14} />}>Choose a file…</Button>
          </FileTrigger>
        </div>
        <textarea
          className="text-input api-import-text" aria-label="Pasted document" placeholder="Or paste an OpenAPI document (3.0 or 3.1, JSON or YAML) or a Postman collection (v2.1)"
          rows={look.kind === 'read' ? 2 : 6} value={text} spellCheck={false} onChange={(event) => setText(event.target.value)}
        />
        {look.kind === 'reading' && <p className="api-note" role="status"><Spinner size={12} /> Reading the document</p>}
        {look.kind === 'failed' && <ErrorCard error={look.error} level={0} />}
        {look.kind === 'read' && <ImportPreviewView preview={look.preview} chosen={chosen} onChoose={setChosen} />}
        {look.kind === 'nothing' && <p className="api-note">You see what would come before anything is written. The requests are added to {REQUESTS_FILE}; what is there stays as it is.</p>}
      </div>
    </Dialog>
  );
}
