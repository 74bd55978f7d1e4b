/** The body of the open request: none, JSON, a form, several parts, or any text. */
import { AlignLeft } from 'lucide-react';
import type { ApiBody, ApiPart } from '../../../shared/api-client/request-format.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { PairTable } from './pair-table.tsx';
import { TextEditor } from './text-editor.tsx';

const TYPES: readonly { id: ApiBody['type']; label: string }[] = [
  { id: 'none', label: 'No body' }, { id: 'json', label: 'JSON' }, { id: 'form', label: 'Form (URL-encoded)' }, { id: 'multipart', label: 'Form with files (multipart)' }, { id: 'raw', label: 'Other text' },
];

/** The same content in another form, as far as that goes. */
function turned(body: ApiBody, type: string): ApiBody {
  const text = body.type === 'json' || body.type === 'raw' ? body.text : '';
  const fields = body.type === 'form' ? body.fields : body.type === 'multipart' ? body.parts.map(({ name, value, off }) => ({ name, value, off })) : [];
  switch (type) {
    case 'json':
      return { type, text: text === '' ? '{\n  \n}' : text };
    case 'form':
      return { type, fields };
    case 'multipart':
      return { type, parts: fields };
    case 'raw':
      return { type, text, contentType: 'text/plain' };
    default:
      return { type: 'none' };
  }
}

export function BodyEditor({ body, onChange }: { body: ApiBody; onChange(body: ApiBody): void }) {
  const fault = body.type === 'json' ? jsonFault(body.text) : null;
  return (
    <div className="api-body">
      <div className="api-body-bar">
        <Choice label="Kind of body" value={body.type} options={TYPES} onChange={(type) => type !== body.type && onChange(turned(body, type))} />
        {body.type === 'raw' && (
          <input className="text-input api-content-type" aria-label="Content type" value={body.contentType} spellCheck={false} onChange={(event) => onChange({ ...body, contentType: event.target.value })} />
        )}
        {fault !== null && (
          <span className="api-fault" role="status">
            {fault}
          </span>
        )}
        {body.type === 'json' && (
          <Button small kind="quiet" icon={<AlignLeft size={13} />} isDisabled={fault !== null || body.text.trim() === ''} onPress={() => onChange({ ...body, text: JSON.stringify(JSON.parse(body.text), null, 2) })}>
            Indent
          </Button>
        )}
      </div>
      {body.type === 'none' && <p className="api-note">The request has no body.</p>}
      {(body.type === 'json' || body.type === 'raw') && (
        <TextEditor key={body.type} label="Body" language={body.type === 'json' ? 'json' : body.contentType} text={body.text} onChange={(text) => onChange({ ...body, text })} />
      )}
      {body.type === 'form' && (
        <div className="api-scroll">
          <PairTable what="Field" rows={body.fields} onChange={(fields) => onChange({ ...body, fields })} />
        </div>
      )}
      {body.type === 'multipart' && (
        <div className="api-scroll">
          <PairTable
            what="Part" heads={['Name', 'Value, or @ and a file of the workspace']} placeholders={['photo', '@pictures/tea.png']}
            rows={body.parts.map(({ name, value, file, off }) => ({ name, value: file === undefined ? value : `@${file}`, off }))}
            onChange={(rows) => onChange({ ...body, parts: rows.map(asPart) })}
          />
        </div>
      )}
    </div>
  );
}

/** `@` and a path is a file; a lone `@` is still being typed. */
function asPart({ name, value, off }: { name: string; value: string; off: boolean }): ApiPart {
  const file = /^@([^/\\].*)$/.exec(value)?.[1];
  return file === undefined || /(?:^|\/)\.\.?(?:\/|$)|\/\/|\/$|\\/.test(file) ? { name, value, off } : { name, value: '', file, off };
}

/** Where a text is not JSON; variables stand for values, so a text with some is not looked at. */
function jsonFault(text: string): string | null {
  if (text.trim() === '') return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    if (text.includes('{{')) return null;
    return error instanceof Error ? `Not JSON: ${error.message}` : 'Not JSON';
  }
}
