/** The bottom of the workspace: shells and logs, each in a tab. */
import '@xterm/xterm/css/xterm.css';
import { Accessibility, Plus, ScrollText, Search, SquareTerminal, X } from 'lucide-react';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useKeeper } from '../../app/kept-storage.ts';
import { shortcuts } from '../../settings/shortcuts.ts';
import { IconButton } from '../../ui/button.tsx';
import { keyText } from '../../ui/keys.ts';
import { isOpen, useDesk } from '../lab-context.ts';
import { LogView } from '../services/log-view.tsx';
import { TerminalView } from './terminal-view.tsx';
import { useShells } from './use-shells.ts';
import './terminal.css';

export interface TerminalPaneProps {
  /** The services whose logs are open, in the order they were opened. */
  logs: readonly string[];
  /** The log to show; changes when one is asked for. */
  shownLog: { service: string; turn: number } | null;
  onCloseLog(service: string): void;
}

const READER_KEY = 'backbench.screen-reader';

export default function TerminalPane({ logs, shownLog, onCloseLog }: TerminalPaneProps) {
  const { lab, session } = useDesk();
  const open = isOpen(session);
  const shells = useShells(lab, open);
  const [chosen, setChosen] = useState<{ tab: string; turn: number } | null>(null);
  const [searching, setSearching] = useState(false);
  const keeper = useKeeper();
  const [screenReader, setScreenReader] = useState(() => keeper.getItem(READER_KEY) === 'yes');
  const logTurn = shownLog?.turn ?? 0;
  // A log that was asked for after the last choice of a tab is shown.
  const asked = shownLog !== null && (chosen === null || chosen.turn < logTurn) ? `log-${shownLog.service}` : chosen?.tab;
  const tabs = [...shells.shells.map((shell) => shell.key), ...logs.map((service) => `log-${service}`)];
  const tab = asked !== undefined && tabs.includes(asked) ? asked : (shells.active ?? tabs[0] ?? 'none');
  const choose = (next: string): void => {
    setChosen({ tab: next, turn: logTurn });
    if (!next.startsWith('log-')) shells.activate(next);
  };
  const onLog = tab.startsWith('log-');

  return (
    <section className="terminal-pane" aria-label="Terminal" data-pane="terminal" tabIndex={-1}>
      <Tabs className="pane-tabs" selectedKey={tab} onSelectionChange={(key) => choose(String(key))} keyboardActivation="manual">
        <div className="panel-bar">
          <TabList className="tab-list" aria-label="Terminals and logs">
            {shells.shells.map((shell, at) => (
              <Tab key={shell.key} id={shell.key} className="tab">
                <SquareTerminal size={14} aria-hidden="true" />
                {shells.shells.length === 1 ? 'Terminal' : `Terminal ${at + 1}`}
                {shell.ended !== null && ' (ended)'}
              </Tab>
            ))}
            {logs.map((service) => (
              <Tab key={service} id={`log-${service}`} className="tab">
                <ScrollText size={14} aria-hidden="true" />
                Log of {service}
              </Tab>
            ))}
          </TabList>
          <span className="panel-bar-end">
            <IconButton small label="New terminal" icon={<Plus size={15} />} isDisabled={!open} onPress={() => { shells.add(); setChosen(null); }} />
            {!onLog && shells.active !== null && (
              <>
                <IconButton small label="Search the terminal" shortcut={keyText(shortcuts.terminalSearch)} icon={<Search size={14} />} onPress={() => setSearching(!searching)} />
                <IconButton
                  small
                  label="Screen reader mode"
                  on={screenReader}
                  icon={<Accessibility size={15} />}
                  onPress={() => {
                    keeper.setItem(READER_KEY, screenReader ? 'no' : 'yes');
                    setScreenReader(!screenReader);
                  }}
                />
              </>
            )}
            {tabs.length > 0 && (onLog || shells.active !== null) && (
              <IconButton
                small
                label={onLog ? 'Close the log' : 'Close the terminal'}
                icon={<X size={15} />}
                onPress={() => {
                  if (onLog) onCloseLog(tab.slice('log-'.length));
                  else shells.close(tab);
                }}
              />
            )}
          </span>
        </div>
        {shells.shells.map((shell) => (
          <TabPanel key={shell.key} id={shell.key} shouldForceMount className="tab-panel">
            <TerminalView
              shell={shell}
              shells={shells}
              shown={tab === shell.key}
              screenReader={screenReader}
              searching={searching && tab === shell.key}
              onSearch={setSearching}
            />
          </TabPanel>
        ))}
        {logs.map((service) => (
          <TabPanel key={service} id={`log-${service}`} className="tab-panel">
            <LogView lab={lab} service={service} />
          </TabPanel>
        ))}
      </Tabs>
      {tabs.length === 0 && <p className="panel-empty">{open ? 'No terminal is open.' : 'The terminal opens when the lab runs.'}</p>}
    </section>
  );
}
