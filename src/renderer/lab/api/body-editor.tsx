/** The body of the open request: none, JSON, a form, several parts, or any text. */
import { AlignLeft } from 'lucide-react';
import type { ApiBody, ApiPart } from '../../../shared/api-client/request-format.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { PairTable } from './pair-table.tsx';
import { TextEditor } from './text-editor.tsx';
import { type T, useWords } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

const TYPES: readonly { id: ApiBody['type']; label: MessageKey }[] = [
  { id: 'none', label: 'api.no-body' }, { id: 'json', label: 'api.json' }, { id: 'form', label: 'api.form-url-encoded' }, { id: 'multipart', label: 'api.form-with-files-multipart' }, { id: 'raw', label: 'api.other-text' },
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
  const t = useWords();
  const fault = body.type === 'json' ? jsonFault(body.text, t) : null;
  return (
    <div className="api-body">
      <div className="api-body-bar">
        <Choice label={t('api.kind-of-body')} value={body.type} options={TYPES.map(({ id, label }) => ({ id, label: t(label) }))} onChange={(type) => type !== body.type && onChange(turned(body, type))} />
        {body.type === 'raw' && (
          <input className="text-input api-content-type" aria-label={t('api.content-type')} value={body.contentType} spellCheck={false} onChange={(event) => onChange({ ...body, contentType: event.target.value })} />
        )}
        {fault !== null && (
          <span className="api-fault" role="status">
            {fault}
          </span>
        )}
        {body.type === 'json' && (
          <Button small kind="quiet" icon={<AlignLeft size={13} />} isDisabled={fault !== null || body.text.trim() === ''} onPress={() => onChange({ ...body, text: JSON.stringify(JSON.parse(body.text), null, 2) })}>
            {t('api.indent')}
          </Button>
        )}
      </div>
      {body.type === 'none' && <p className="api-note">{t('api.the-request-has-no-body')}</p>}
      {(body.type === 'json' || body.type === 'raw') && (
        <TextEditor key={body.type} label={t('api.body')} language={body.type === 'json' ? 'json' : body.contentType} text={body.text} onChange={(text) => onChange({ ...body, text })} />
      )}
      {body.type === 'form' && (
        <div className="api-scroll">
          <PairTable kind="field" rows={body.fields} onChange={(fields) => onChange({ ...body, fields })} />
        </div>
      )}
      {body.type === 'multipart' && (
        <div className="api-scroll">
          <PairTable
            kind="part" heads={[t('api.name'), t('api.value-or-file')]} placeholders={['photo', '@pictures/tea.png']}
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
function jsonFault(text: string, t: T): string | null {
  if (text.trim() === '') return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    if (text.includes('{{')) return null;
    return error instanceof Error ? t('api.not-json-because', { message: error.message }) : t('api.not-json');
  }
}
