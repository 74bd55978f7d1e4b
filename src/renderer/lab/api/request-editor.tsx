/** What the open request says, in tabs: parameters, headers, authorization, body, what is captured, and tests. */
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { AuthEditor } from './auth-editor.tsx';
import { BodyEditor } from './body-editor.tsx';
import { PairTable } from './pair-table.tsx';
import { TestsTable } from './tests-table.tsx';
import { useApi } from './use-api.ts';
import { useWords } from '../../words/words-context.tsx';
import './request-editor.css';

/** Headers that learners of this course set. */
const HEADER_NAMES = ['Accept', 'Authorization', 'Cache-Control', 'Content-Type', 'Cookie', 'If-Match', 'If-None-Match', 'Idempotency-Key', 'Origin', 'X-Request-Id'];

export function RequestEditor({ request }: { request: ApiRequest }) {
  const t = useWords();
  const api = useApi();
  const count = (rows: readonly { off: boolean }[]): number => rows.filter((row) => !row.off).length;
  const first = request.body.type !== 'none' ? 'body' : request.tests.length > 0 ? 'tests' : 'query';
  return (
    <Tabs className="pane-tabs" defaultSelectedKey={first}>
      <TabList className="tab-list api-tabs" aria-label={t('api.request')}>
        <CountedTab id="query" title={t('api.parameters')} count={count(request.query)} />
        <CountedTab id="headers" title={t('api.headers')} count={count(request.headers)} />
        <CountedTab id="auth" title={t('api.auth')} count={request.auth.type === 'none' ? 0 : 1} dot />
        <CountedTab id="body" title={t('api.body')} count={request.body.type === 'none' ? 0 : 1} dot />
        <CountedTab id="capture" title={t('api.capture')} count={count(request.capture)} />
        <CountedTab id="tests" title={t('api.tests')} count={count(request.tests)} />
      </TabList>
      <TabPanel id="query" className="tab-panel api-scroll">
        <PairTable kind="parameter" rows={request.query} onChange={(query) => api.edit({ query })} placeholders={['limit', '20']} />
      </TabPanel>
      <TabPanel id="headers" className="tab-panel api-scroll">
        <PairTable kind="header" rows={request.headers} onChange={(headers) => api.edit({ headers })} names={HEADER_NAMES} placeholders={['X-Request-Id', 'abc']} />
      </TabPanel>
      <TabPanel id="auth" className="tab-panel api-scroll">
        <AuthEditor auth={request.auth} onChange={(auth) => api.edit({ auth })} />
      </TabPanel>
      <TabPanel id="body" className="tab-panel">
        <BodyEditor body={request.body} onChange={(body) => api.edit({ body })} />
      </TabPanel>
      <TabPanel id="capture" className="tab-panel api-scroll">
        <PairTable
          kind="capture" rows={request.capture} onChange={(capture) => api.edit({ capture })}
          heads={[t('api.variable'), t('api.where-in-answer')]} placeholders={['product', t('api.capture-place')]}
        />
        <p className="api-note">{t('api.later-requests-use-it-as')} <code>{'{{product}}'}</code>.</p>
      </TabPanel>
      <TabPanel id="tests" className="tab-panel api-scroll">
        <TestsTable tests={request.tests} onChange={(tests) => api.edit({ tests })} />
      </TabPanel>
    </Tabs>
  );
}

function CountedTab({ id, title, count, dot = false }: { id: string; title: string; count: number; dot?: boolean }) {
  const t = useWords();
  return (
    <Tab id={id} className="tab api-tab">
      {title}
      {count > 0 && (dot ? <span className="api-dot" role="img" aria-label={t('api.set')} /> : <span className="api-count">{count}</span>)}
    </Tab>
  );
}
