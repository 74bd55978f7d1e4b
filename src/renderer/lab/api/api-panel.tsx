/** The API client: requests on the left, the open one above, its answer below. */
import { Braces, FileDown, History, PanelLeft, Plus } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { ApiNotice } from './api-notice.tsx';
import { REQUESTS_FILE } from '../../../shared/api-client/request-format.ts';
import { useKeeper } from '../../app/kept-storage.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { isShortcut } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { useWords } from '../../words/words-context.tsx';
import { isOpen, useDesk } from '../lab-context.ts';
import { ReferenceMenu } from './reference-menu.tsx';
import { RequestBar } from './request-bar.tsx';
import { RequestEditor } from './request-editor.tsx';
import { RequestList } from './request-list.tsx';
import { ResponseView } from './response-view.tsx';
import { StreamView } from './stream-view.tsx';
import { RequestNameDialog } from './request-name-dialog.tsx';
import { sourceOf } from './api-state.ts';
import { useApi, useApiState, useOpenRequest } from './use-api.ts';
import { VariablesDialog } from './variables-dialog.tsx';
import './api.css';
import './api-dialogs.css';

const ApiReferencePage = lazy(() => import('./api-reference.tsx'));
const ImportDialog = lazy(() => import('./import-dialog.tsx').then(({ ImportDialog: dialog }) => ({ default: dialog })));

/** The choice that is no environment; no name of one is empty. */
const NO_ENVIRONMENT = '';

export default function ApiPanel() {
  const shortcuts = useShortcuts();
  const api = useApi();
  const t = useWords();
  const { session } = useDesk();
  const open = useOpenRequest();
  const requests = useApiState((s) => s.requests);
  const environment = useApiState((s) => s.environment);
  const history = useApiState((s) => s.history);
  const listHidden = useApiState((s) => s.listHidden);
  const reference = useApiState((s) => s.reference);
  const fault = useApiState((s) => s.fault);
  const [asking, setAsking] = useState<'save' | 'variables' | 'import' | null>(null);
  const keeper = useKeeper();
  const columns = useDefaultLayout({ id: 'backbench.api.columns', storage: keeper });
  const rows = useDefaultLayout({ id: 'backbench.api.rows', storage: keeper });
  const ready = isOpen(session);
  const environments = Object.keys(requests?.saved.environments ?? {});

  const send = (): void => {
    if (open === null || !ready || reference !== null) return;
    if (open.request.kind === 'http') void api.send(open.key);
    else void api.stream(open.key, open.request.kind === 'events');
  };
  const save = (): void => {
    if (open === null || requests === null) return;
    if (sourceOf(open.key).from === 'saved') void api.saved.save(open.request.name);
    else setAsking('save');
  };
  const acts = useRef({ send, save, shortcuts });
  useEffect(() => {
    acts.current = { send, save, shortcuts };
  });
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const place = section.current;
    if (place === null) return;
    const onKey = (event: KeyboardEvent): void => {
      const { current } = acts;
      const act = isShortcut(event, current.shortcuts.run) ? current.send : isShortcut(event, current.shortcuts.save) ? current.save : null;
      if (act === null) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    // Before the editors inside: Enter and S mean something to them.
    place.addEventListener('keydown', onKey, { capture: true });
    return () => place.removeEventListener('keydown', onKey, { capture: true });
  }, []);

  return (
    <section ref={section} className="api-panel" aria-label={t('api.api-client')} data-pane="api" tabIndex={-1} data-own-enter>
      <div className="panel-bar">
        <IconButton small label={listHidden ? t('api.show-the-requests') : t('api.hide-the-requests')} on={!listHidden} icon={<PanelLeft size={15} />} onPress={() => api.hideList(!listHidden)} />
        <Button small kind="quiet" icon={<Plus size={14} />} onPress={() => api.add()}>
          {t('api.new-request')}
        </Button>
        <Button small kind="quiet" icon={<FileDown size={14} />} onPress={() => setAsking('import')}>
          {t('api-import.open')}
        </Button>
        <ReferenceMenu />
        <span className="panel-bar-end">
          <Choice
            label={t('api.environment')}
            value={environment !== null && environments.includes(environment) ? environment : NO_ENVIRONMENT}
            options={[{ id: NO_ENVIRONMENT, label: t('api.no-environment') }, ...environments.map((name) => ({ id: name, label: name }))]}
            onChange={(name) => api.setEnvironment(name === NO_ENVIRONMENT ? null : name)}
          />
          <Button small kind="quiet" icon={<Braces size={14} />} onPress={() => setAsking('variables')}>
            {t('api.variables')}
          </Button>
          <Menu
            label={t('api.sent-before')}
            trigger={<IconButton small label={t('api.sent-before')} icon={<History size={15} />} />}
            entries={
              history.length === 0
                ? [{ id: 'none', label: t('api.nothing-was-sent-yet'), disabled: true, onAction: () => undefined }]
                : history.map((entry, at) => ({
                    id: String(at),
                    label: `${entry.request.method} ${shortUrl(entry.request.url)}`,
                    hint: `${entry.status ?? t('api.no-answer')} · ${t.date(entry.at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`,
                    onAction: () => api.add(entry.request),
                  }))
            }
          />
        </span>
      </div>
      <Group className="api-columns" orientation="horizontal" defaultLayout={columns.defaultLayout} onLayoutChanged={columns.onLayoutChanged}>
        {!listHidden && (
          <>
            <Panel id="api-list" minSize={110} defaultSize="25%">
              <RequestList onImport={() => setAsking('import')} />
            </Panel>
            <Separator className="separator separator-column" aria-label={t('api.resize-the-list-of-requests')} />
          </>
        )}
        <Panel id="api-work" minSize={260} className="api-work">
          <ApiNotice />
          {fault !== null && <ErrorCard error={fault} />}
          {reference !== null ? (
            <Suspense fallback={<div className="pane-fallback" />}>
              <ApiReferencePage key={reference} path={reference} />
            </Suspense>
          ) : open === null ? (
            <div className="panel-empty">
              <p>{t('api.no-request-is-open')}</p>
              <Button small onPress={() => api.add()}>
                {t('api.new-request')}
              </Button>
            </div>
          ) : (
            <>
              <RequestBar key={open.key} open={open} ready={ready} onSend={send} onSave={save} />
              <Group className="api-rows" orientation="vertical" defaultLayout={rows.defaultLayout} onLayoutChanged={rows.onLayoutChanged}>
                <Panel id="api-request" minSize={90} defaultSize="42%" className="api-half">
                  <RequestEditor key={open.key} request={open.request} />
                </Panel>
                <Separator className="separator separator-row" aria-label={t('api.resize-request-and-answer')} />
                <Panel id="api-response" minSize={90} className="api-half">
                  {open.request.kind === 'http' ? <ResponseView requestKey={open.key} request={open.request} /> : <StreamView requestKey={open.key} request={open.request} onSend={send} />}
                </Panel>
              </Group>
            </>
          )}
        </Panel>
      </Group>
      {asking === 'save' && open !== null && (
        <RequestNameDialog
          title={t('api.save-the-request')} act={t('api.save')} note={t('api.it-is-written-into-beside', { REQUESTSFILE: REQUESTS_FILE })}
          initial={open.request.name} onName={(name) => api.saved.save(name)} onClose={() => setAsking(null)}
        />
      )}
      {asking === 'import' && (
        <Suspense>
          <ImportDialog onClose={() => setAsking(null)} />
        </Suspense>
      )}
      {asking === 'variables' && <VariablesDialog onClose={() => setAsking(null)} />}
    </section>
  );
}

const shortUrl = (url: string): string => url.replace(/^(?:https?:\/\/[^/]+|\{\{baseUrl\}\})(?=\/)/, '');
