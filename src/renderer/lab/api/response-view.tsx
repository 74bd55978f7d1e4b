/** The answer to the open request, or why there is none. */
import { useMemo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ApiResponse } from '../../../shared/api-client/api-views.ts';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { formatBytes } from '../../../shared/messages-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Elapsed } from '../../ui/elapsed.tsx';
import { keyText } from '../../ui/keys.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useDesk } from '../lab-context.ts';
import { formatMs, statusTone, totalMs } from './format.ts';
import { ValueTree } from '../../ui/tree/value-tree.tsx';
import { jsonNode } from './json-node.ts';
import { HeaderList, SentView, TestResults, TimingView } from './response-parts.tsx';
import { TextReader } from './text-editor.tsx';
import { useApi, useApiState } from './use-api.ts';
import { useWords } from '../../words/words-context.tsx';
import './response.css';

export function ResponseView({ requestKey, request }: { requestKey: string; request: ApiRequest }) {
  const t = useWords();
  const shortcuts = useShortcuts();
  const api = useApi();
  const { acts, detail } = useDesk();
  const sending = useApiState((s) => s.sending[requestKey]);
  const outcome = useApiState((s) => s.outcomes[requestKey]);
  if (sending !== undefined) {
    return (
      <div className="panel-empty result-running" role="status">
        <span>
          <Spinner /> {sending.kind === 'waiting' ? t('api.waiting-for-the-answer') : `${sending.status}: ${sending.total === null ? formatBytes(sending.bytes) : t('api.bytes-of', { bytes: formatBytes(sending.bytes), total: formatBytes(sending.total) })}`}
        </span>
        <Elapsed since={sending.since} />
        <Button small onPress={() => api.cancel(requestKey)}>
          {t('api.cancel')}
        </Button>
      </div>
    );
  }
  if (outcome === undefined) {
    return (
      <div className="panel-empty">
        <p>{t('api.the-answer-appears-here-send', { run: keyText(shortcuts.run) })}</p>
        {detail.appCommand !== null && (
          <p>
            {t('api.your-program-must-run-in')} <code>{detail.appCommand.join(' ')}</code>
          </p>
        )}
      </div>
    );
  }
  if (outcome.kind === 'cancelled') return <p className="panel-empty">{t('api.cancelled-the-connection-was-closed')}</p>;
  if (outcome.kind === 'failed') {
    return (
      <div className="result-failed">
        <ErrorCard error={outcome.error} actions={{ 'start-lab': acts.start, retry: () => void api.send(requestKey) }} />
      </div>
    );
  }
  return <Answer key={outcome.at} response={outcome.response} method={request.method} />;
}

function Answer({ response, method }: { response: ApiResponse; method: string }) {
  const t = useWords();
  const { status, statusText, body, tests, headers, cut } = response;
  const json = useMemo(() => (body.kind === 'text' ? parsed(body.text) : undefined), [body]);
  const pretty = useMemo(() => (json === undefined || body.kind !== 'text' ? (body.kind === 'text' ? body.text : body.hex) : JSON.stringify(json, null, 2)), [json, body]);
  const failed = tests.filter((test) => !test.passed).length;
  const empty = body.kind === 'text' && body.text === '';
  return (
    <Tabs className="pane-tabs" defaultSelectedKey={failed > 0 ? 'tests' : empty ? 'headers' : 'body'}>
      <div className="api-answer-bar">
        <TabList className="tab-list api-tabs" aria-label={t('api.answer')}>
          <Tab id="body" className="tab api-tab">{t('api.body')}</Tab>
          {json !== undefined && typeof json === 'object' && json !== null && <Tab id="tree" className="tab api-tab">{t('api.tree')}</Tab>}
          <Tab id="headers" className="tab api-tab">
            {t('api.headers')} <span className="api-count">{headers.length}</span>
          </Tab>
          {tests.length > 0 && (
            <Tab id="tests" className="tab api-tab">
              {t('api.tests')} <span className="api-count" data-tone={failed > 0 ? 'bad' : 'good'}>{tests.length - failed}/{tests.length}</span>
            </Tab>
          )}
          <Tab id="timing" className="tab api-tab">{t('api.timing')}</Tab>
          <Tab id="sent" className="tab api-tab">{t('api.sent')}</Tab>
        </TabList>
        <span className="api-result" role="status">
          <span className="api-status" data-tone={statusTone(status)}>
            {status} {statusText}
          </span>
          <span>{formatMs(totalMs(response.timing))}</span>
          <span>{formatBytes(response.bytes)}</span>
          {body.kind === 'text' && !empty && <CopyButton what={t('api.body-2')} text={pretty} />}
        </span>
      </div>
      <CapturedLine response={response} />
      {cut && <p className="api-cut">{t('api.the-answer-is-longer-than', { pretty: formatBytes(pretty.length) })}</p>}
      <TabPanel id="body" className="tab-panel">
        {empty ? (
          <p className="panel-empty">{method === 'HEAD' ? t('api.an-answer-to-head-has') : t('api.the-answer-has-no-body')}</p>
        ) : (
          <TextReader label={body.kind === 'binary' ? t('api.first-bytes-of-the-body') : t('api.body-of-the-answer')} type={json === undefined ? response.contentType : 'json'} text={pretty} />
        )}
      </TabPanel>
      {json !== undefined && (
        <TabPanel id="tree" className="tab-panel">
          <ValueTree label={t('api.answer-as-a-tree')} root={jsonNode('$', '', json)} note={t('api.press-a-line-to-copy')} copyOf={(path) => path} />
        </TabPanel>
      )}
      <TabPanel id="headers" className="tab-panel api-scroll">
        <HeaderList headers={headers} label={t('api.headers-of-the-answer')} />
      </TabPanel>
      <TabPanel id="tests" className="tab-panel api-scroll">
        <TestResults tests={tests} />
      </TabPanel>
      <TabPanel id="timing" className="tab-panel api-scroll">
        <TimingView timing={response.timing} />
      </TabPanel>
      <TabPanel id="sent" className="tab-panel api-scroll">
        <SentView sent={response.sent} />
      </TabPanel>
    </Tabs>
  );
}

function CapturedLine({ response: { captured, notCaptured } }: { response: ApiResponse }) {
  const t = useWords();
  const taken = Object.entries(captured);
  if (taken.length === 0 && notCaptured.length === 0) return null;
  return (
    <p className="api-captured">
      {taken.map(([name, value]) => (
        <span key={name}>
          <code>{name}</code> = {value.length > 40 ? `${value.slice(0, 40)}…` : value}
        </span>
      ))}
      {notCaptured.map(({ name, place }) => (
        <span key={name} className="api-fault">
          <code>{name}</code> {t('api.was-not-captured-is-not', { place })}
        </span>
      ))}
    </p>
  );
}

/** A scalar is JSON too; texts that are none give undefined. */
function parsed(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
