/** The upper right: files, query, services and API client, in tabs or with the files beside one of the others. */
import { Activity, Columns2, DatabaseZap, FileCode2, Send } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { type Key, Tab, TabList, Tabs } from 'react-aria-components';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useKeeper } from '../app/kept-storage.ts';
import { useLabLayout, useUi, WORK_PANES, type WorkPaneName } from '../app/ui-state.ts';
import { IconButton } from '../ui/button.tsx';
import { TabPanel } from '../ui/tab-panel.tsx';
import { ApiContext } from './api/use-api.ts';
import { useDeskRequests } from './desk-requests.ts';
import type { AskedLine } from './files/file-editor.tsx';
import { FilesPanel } from './files/files-panel.tsx';
import { useDesk } from './lab-context.ts';
import { QueryPanel } from './query/query-panel.tsx';
import { useQueries } from './query/use-query.ts';
import { useWords } from '../words/words-context.tsx';
import './terminal/terminal.css';

const ServicesPanel = lazy(() => import('./services/services-panel.tsx'));

const ApiPanel = lazy(() => import('./api/api-panel.tsx'));

/** Lines asked for in the panel itself count by one: any that is asked for from elsewhere is later. */
const ASKED_STEP = 1_000;

export default function WorkPane() {
  const t = useWords();
  const { lab, place, detail, api } = useDesk();
  const layout = useLabLayout(place);
  const setLayout = useUi((s) => s.setLayout);
  const both = useDefaultLayout({ id: 'backbench.both', storage: useKeeper() });
  // Held here, so that a result outlives the change between tabs and split.
  const queries = useQueries(lab);
  const asks = detail.services.length > 0;
  const [asked, setAsked] = useState<AskedLine | null>(null);
  useDeskRequests('editor', ({ path, line, column }) => {
    setLayout(place, { pane: 'files', file: path });
    if (line !== null) setAsked((last) => ({ path, line, column, turn: (last?.turn ?? 0) + ASKED_STEP }));
  });
  const sends = api !== null;
  const shown = layout?.pane ?? 'files';
  const pane = shown === 'api' ? (sends ? shown : 'files') : asks ? shown : 'files';
  // What lies beside the files, as was looked at last.
  const [beside, setBeside] = useState<Exclude<WorkPaneName, 'files'>>(asks ? 'query' : 'api');
  if (pane !== 'files' && pane !== beside) setBeside(pane);
  const split = (asks || sends) && layout?.split === true;
  const apiPanel = (
    <ApiContext value={api}>
      <Suspense fallback={<div className="pane-fallback" />}>
        <ApiPanel />
      </Suspense>
    </ApiContext>
  );

  const tabs: readonly { id: Exclude<WorkPaneName, 'files'>; label: string; icon: ReactNode }[] = [
    ...(asks ? [{ id: 'query' as const, label: t('lab.query'), icon: <DatabaseZap size={14} aria-hidden="true" /> }] : []),
    ...(asks ? [{ id: 'services' as const, label: t('lab.services'), icon: <Activity size={14} aria-hidden="true" /> }] : []),
    ...(sends ? [{ id: 'api' as const, label: t('lab.api-client'), icon: <Send size={14} aria-hidden="true" /> }] : []),
  ];
  const choose = (key: Key): void => setLayout(place, { pane: WORK_PANES.find((each) => each === key) ?? 'files' });
  const others = (
    <>
      {asks && (
        <TabPanel id="query" className="tab-panel" shouldForceMount>
          <QueryPanel queries={queries} />
        </TabPanel>
      )}
      {asks && (
        <TabPanel id="services" className="tab-panel">
          <Suspense fallback={<div className="pane-fallback" />}>
            <ServicesPanel />
          </Suspense>
        </TabPanel>
      )}
      {sends && (
        <TabPanel id="api" className="tab-panel">
          {apiPanel}
        </TabPanel>
      )}
    </>
  );
  const bar = (
    <div className="panel-bar work-bar">
      <TabList className="tab-list" aria-label={t('lab.workspace')}>
        {!split && (
          <Tab id="files" className="tab">
            <FileCode2 size={14} aria-hidden="true" />
            {t('lab.files')}
          </Tab>
        )}
        {tabs.map(({ id, label, icon }) => (
          <Tab key={id} id={id} className="tab">
            {icon}
            {label}
          </Tab>
        ))}
      </TabList>
      {(asks || sends) && (
        <span className="panel-bar-end">
          <IconButton small label={t('lab.beside-each-other')} on={split} icon={<Columns2 size={15} />} onPress={() => setLayout(place, { split: !split })} />
        </span>
      )}
    </div>
  );

  if (split) {
    // The tabs stand inside the panel: what surrounds them is drawn a second time to find them, which panels do not bear.
    return (
      <div className="work-pane">
        <Group orientation="horizontal" className="work-split" defaultLayout={both.defaultLayout} onLayoutChanged={both.onLayoutChanged}>
          <Panel id="files" minSize={200}>
            <FilesPanel asked={asked} />
          </Panel>
          <Separator className="separator separator-column" aria-label={t('lab.resize-files-and-what-is')} />
          <Panel id="query" minSize={200} className="work-beside">
            <Tabs className="pane-tabs" selectedKey={beside} onSelectionChange={choose}>
              {bar}
              {others}
            </Tabs>
          </Panel>
        </Group>
      </div>
    );
  }
  return (
    <Tabs className="pane-tabs work-pane" selectedKey={pane} onSelectionChange={choose}>
      {bar}
      <TabPanel id="files" className="tab-panel">
        <FilesPanel asked={asked} />
      </TabPanel>
      {others}
    </Tabs>
  );
}
