/** Beside a block that shows a request of HTTP: opens it in the API client. */
import { Send } from 'lucide-react';
import { useContext, useMemo } from 'react';
import { readRequest } from '../../../shared/api-client/read-command.ts';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { useUi } from '../../app/ui-state.ts';
import { IconButton } from '../../ui/button.tsx';
import type { ApiClient } from '../api/api-store.ts';
import { LabDeskContext, useDesk } from '../lab-context.ts';
import { useWords } from '../../words/words-context.tsx';

/** Languages in which a lesson shows commands; a block without one may be a command as well. */
const COMMANDS: ReadonlySet<string | null> = new Set([null, 'http', 'sh', 'bash', 'shell', 'console']);

export function SendInApi({ code, language }: { code: string; language: string | null }) {
  const api = useContext(LabDeskContext)?.api ?? null;
  const request = useMemo(() => (COMMANDS.has(language) ? readRequest(code, language) : null), [code, language]);
  return api === null || request === null ? null : <SendButton api={api} request={request} />;
}

function SendButton({ api, request }: { api: ApiClient; request: ApiRequest }) {
  const t = useWords();
  const { place } = useDesk();
  const setLayout = useUi((s) => s.setLayout);
  return (
    <IconButton
      small
      label={t('lesson.open-in-the-api-client')}
      icon={<Send size={14} />}
      onPress={() => {
        api.add(request);
        setLayout(place, { pane: 'api' });
      }}
    />
  );
}
