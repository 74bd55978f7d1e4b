/** The line of the open request: method, address, send, save, export. */
import { Code, Plug, Save, Send, Unplug } from 'lucide-react';
import { useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { useStore } from 'zustand';
import { readCurl } from '../../../shared/api-client/read-command.ts';
import { API_METHODS, type ApiRequest } from '../../../shared/api-client/request-format.ts';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { keyText } from '../../ui/keys.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { useApi, useApiState } from './use-api.ts';
import { useWords } from '../../words/words-context.tsx';

export interface RequestBarProps {
  open: { key: string; request: ApiRequest; changed: boolean };
  /** The lab runs. */
  ready: boolean;
  onSend(): void;
  onSave(): void;
}

export function RequestBar({ open: { key, request, changed }, ready, onSend, onSave }: RequestBarProps) {
  const shortcuts = useShortcuts();
  const api = useApi();
  const t = useWords();
  const phase = useStore(api.streams.store, (streams) => streams[key]?.phase ?? 'closed');
  const sending = useApiState((s) => s.sending[key]);
  const [exporting, setExporting] = useState(false);
  const methods = API_METHODS.some((method) => method === request.method) ? API_METHODS : [...API_METHODS, request.method];
  const setUrl = (text: string): void => {
    // A pasted command of curl becomes the request that it sends.
    const pasted = /^\s*(?:\$ +)?curl\s/.test(text) ? readCurl(text) : null;
    if (pasted === null) api.edit({ url: text });
    else api.edit({ ...pasted, name: request.name });
  };
  return (
    <div className="api-bar">
      <div className="api-address">
        <Choice
          label={t('api.method')} value={request.kind === 'http' ? request.method : request.kind}
          options={[...methods.map((method) => ({ id: method, label: method })), { id: 'websocket', label: 'WS' }, { id: 'events', label: 'SSE' }]}
          onChange={(id) => api.edit(id === 'websocket' || id === 'events' ? { kind: id, method: 'GET' } : { kind: 'http', method: id })}
        />
        <TextField className="api-url" aria-label={t('api.address')} value={request.url} onChange={setUrl}>
          <Input className="api-url-input" placeholder={t('api.products-a-whole-address-or')} spellCheck="false" autoComplete="off" />
        </TextField>
      </div>
      {request.kind !== 'http' ? (
        phase === 'closed' ? (
          <Button kind="primary" icon={<Plug size={14} />} isDisabled={!ready} onPress={onSend}>
            {t('api-stream.connect')}
          </Button>
        ) : (
          <Button icon={<Unplug size={14} />} onPress={() => api.streams.disconnect(key)}>
            {t('api-stream.disconnect')}
          </Button>
        )
      ) : sending === undefined ? (
        <Button kind="primary" icon={<Send size={14} />} isDisabled={!ready} onPress={onSend}>
          {t('api.send')} <kbd aria-hidden="true">{keyText(shortcuts.run)}</kbd>
        </Button>
      ) : (
        <Button icon={<Spinner size={12} />} onPress={() => api.cancel(key)}>
          {t('api.cancel')}
        </Button>
      )}
      <IconButton label={changed ? t('api.save-the-request') : t('api.saved')} shortcut={keyText(shortcuts.save)} icon={<Save size={16} />} isDisabled={!changed && key.startsWith('saved:')} onPress={onSave} />
      <IconButton label={t('api.show-as-code')} icon={<Code size={16} />} onPress={() => setExporting(true)} />
      {exporting && <ExportDialog request={request} onClose={() => setExporting(false)} />}
    </div>
  );
}
