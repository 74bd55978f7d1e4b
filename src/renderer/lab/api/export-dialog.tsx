/** The open request as a command of curl or as code, with its values put in. */
import { useState } from 'react';
import { EXPORT_TARGETS, exportRequest, type ExportTarget } from '../../../shared/api-client/export-request.ts';
import { prepareRequest } from '../../../shared/api-client/prepare-request.ts';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CodeBlock } from '../lesson/code-block.tsx';
import { useApi, useApiState } from './use-api.ts';
import { useWords } from '../../words/words-context.tsx';

/** Where programs of the course listen, as long as none was asked. */
const USUAL_BASE = 'http://127.0.0.1:3000';

export function ExportDialog({ request, onClose }: { request: ApiRequest; onClose(): void }) {
  const t = useWords();
  const api = useApi();
  const [target, setTarget] = useState<ExportTarget>('curl');
  const answered = useApiState((s) => (s.open === null ? undefined : s.outcomes[s.open]));
  const base = answered?.kind === 'answer' ? new URL(answered.response.sent.url).origin : USUAL_BASE;
  const prepared = prepareRequest(request, new Map(Object.entries({ baseUrl: base, ...api.values() })));
  const language = EXPORT_TARGETS.find((each) => each.id === target)?.language ?? null;
  return (
    <Dialog title={t('api.the-request-as-code')} open onClose={onClose} size="wide">
      <div className="api-export">
        <Choice label={t('api.language')} value={target} options={EXPORT_TARGETS.map(({ id, title }) => ({ id, label: title }))} onChange={(id) => setTarget(EXPORT_TARGETS.find((each) => each.id === id)?.id ?? 'curl')} />
        {'problem' in prepared ? <p className="api-note">{prepared.problem}</p> : <div className="prose"><CodeBlock code={exportRequest(prepared.request, target)} language={language} /></div>}
        <p className="api-note">{t('api.variables-are-filled-in-passwords')}</p>
      </div>
    </Dialog>
  );
}
