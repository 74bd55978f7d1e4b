/** The bottom of the workspace: shells, some beside each other, and logs, each in a tab. */
import '@xterm/xterm/css/xterm.css';
import { Accessibility, ArrowDown, ArrowUp, Columns2, Ellipsis, FileSymlink, Pencil, Plus, ScrollText, Search, SquareTerminal, X } from 'lucide-react';
import { Fragment, useRef, useState } from 'react';
import { Tab, TabList, Tabs } from 'react-aria-components';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useKeeper } from '../../app/kept-storage.ts';
import { usePaletteSource } from '../../palette/palette-context.tsx';
import type { PaletteItem } from '../../palette/palette-items.ts';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { IconButton } from '../../ui/button.tsx';
import { keyText } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { TabPanel } from '../../ui/tab-panel.tsx';
import { useDeskRequests } from '../desk-requests.ts';
import { isOpen, useDesk } from '../lab-context.ts';
import { LogView } from '../services/log-view.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import type { ShellGroup } from './shell-groups.ts';
import type { TerminalScreen } from './terminal-screen.ts';
import { TerminalView } from './terminal-view.tsx';
import { useShells } from './use-shells.ts';
import { type T, useWords } from '../../words/words-context.tsx';
import './terminal.css';

export interface TerminalPaneProps {
  /** The services whose logs are open, in the order they were opened. */
  logs: readonly string[];
  /** The log to show; changes when one is asked for. */
  shownLog: { service: string; turn: number } | null;
  onCloseLog(service: string): void;
}

const READER_KEY = 'backbench.screen-reader';
/** A shell beside others has at least this much room, in CSS pixels: some twenty characters. */
const LEAST_WIDTH = 170;

export default function TerminalPane({ logs, shownLog, onCloseLog }: TerminalPaneProps) {
  const shortcuts = useShortcuts();
  const t = useWords();
  const { lab, place, session } = useDesk();
  const open = isOpen(session);
  const shells = useShells(lab, open, place);
  const announce = useAnnounce();
  const [chosen, setChosen] = useState<{ tab: string; turn: number } | null>(null);
  const [searching, setSearching] = useState(false);
  const [renaming, setRenaming] = useState<string | null>(null);
  const keeper = useKeeper();
  const [screenReader, setScreenReader] = useState(() => keeper.getItem(READER_KEY) === 'yes');
  const screens = useRef(new Map<string, TerminalScreen>());
  /** Lines for a shell whose screen is not there yet. */
  const toRun = useRef(new Map<string, string>());
  const logTurn = shownLog?.turn ?? 0;
  const activeShell = shells.shells.find((shell) => shell.key === shells.active);
  // A log that was asked for after the last choice of a tab is shown.
  const asked = shownLog !== null && (chosen === null || chosen.turn < logTurn) ? `log-${shownLog.service}` : chosen?.tab;
  const tabs = [...shells.groups.map((group) => group.key), ...logs.map((service) => `log-${service}`)];
  const onLogAsked = asked?.startsWith('log-') === true && tabs.includes(asked);
  const tab = onLogAsked ? asked : (activeShell?.group ?? tabs[0] ?? 'none');
  const onLog = tab.startsWith('log-');
  const choose = (next: string): void => {
    setChosen({ tab: next, turn: logTurn });
    const group = shells.groups.find((each) => each.key === next);
    const first = group?.shells[0];
    if (first !== undefined && activeShell?.group !== next) shells.activate(first.key);
  };
  const showShells = (): void => setChosen({ tab: '', turn: logTurn });
  const screen = (): TerminalScreen | undefined => (shells.active === null ? undefined : screens.current.get(shells.active));
  const jump = (by: -1 | 1): void => announce(screen()?.jump(by) ?? (by < 0 ? t('terminal.no-earlier-command') : t('terminal.no-later-command')));

  useDeskRequests('terminal', ({ text }) => {
    showShells();
    const free = activeShell !== undefined && activeShell.ended === null && screen()?.busy === false;
    // What is typed while a program runs would go to the program.
    if (free) screen()?.run(text);
    else toRun.current.set(shells.add(), text);
  });
  usePaletteSource(() => {
    const item = (id: string, label: string, run: () => void, hint?: string): PaletteItem =>
      ({ id: `terminal-${id}`, group: 'Acts', label, run, ...(hint === undefined ? {} : { hint }) });
    if (!open) return [];
    const fresh = item('new', t('terminal.new-terminal'), () => {
      showShells();
      shells.add();
    });
    return activeShell === undefined ? [fresh] : [
      fresh,
      item('split', t('terminal.split-the-terminal'), shells.split),
      item('rename', t('terminal.act-rename'), () => setRenaming(activeShell.key)),
      item('search', t('terminal.search-the-terminal'), () => setSearching(true), keyText(shortcuts.terminalSearch)),
      item('earlier', t('terminal.act-earlier'), () => jump(-1), keyText(shortcuts.earlierCommand)),
      item('later', t('terminal.act-later'), () => jump(1), keyText(shortcuts.laterCommand)),
      item('close', t('terminal.close-the-terminal'), () => shells.close(activeShell.key)),
      ...shells.shells.map((shell) => item(`go ${shell.key}`, t('terminal.act-go', { title: shell.title }), () => {
        showShells();
        shells.activate(shell.key);
        screens.current.get(shell.key)?.focus();
      })),
    ];
  });
  const takeScreen = (key: string, made: TerminalScreen | null): void => {
    if (made === null) {
      screens.current.delete(key);
      return;
    }
    screens.current.set(key, made);
    const text = toRun.current.get(key);
    toRun.current.delete(key);
    if (text !== undefined) made.run(text);
  };

  return (
    <section
      className="terminal-pane"
      aria-label={t('terminal.terminal')}
      data-pane="terminal"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'F2' && activeShell !== undefined && event.target instanceof Element && event.target.closest('[role="tab"]') !== null) setRenaming(activeShell.key);
      }}
    >
      <Tabs className="pane-tabs" selectedKey={tab} onSelectionChange={(key) => choose(String(key))} keyboardActivation="manual">
        <div className="panel-bar">
          <TabList className="tab-list" aria-label={t('terminal.terminals-and-logs')}>
            {shells.groups.map((group) => (
              <Tab key={group.key} id={group.key} className="tab">
                <SquareTerminal size={14} aria-hidden="true" />
                <span
                  className="tab-words"
                  onDoubleClick={() => {
                    const only = group.shells.length === 1 ? group.shells[0]?.key : shells.active;
                    setRenaming(only ?? null);
                  }}
                >
                  {groupWords(group, shells.shells.length, t)}
                </span>
              </Tab>
            ))}
            {logs.map((service) => (
              <Tab key={service} id={`log-${service}`} className="tab">
                <ScrollText size={14} aria-hidden="true" />
                {t('terminal.log-of', { service })}
              </Tab>
            ))}
          </TabList>
          <span className="panel-bar-end">
            <IconButton
              small
              label={t('terminal.new-terminal')}
              icon={<Plus size={15} />}
              isDisabled={!open}
              onPress={() => {
                showShells();
                shells.add();
              }}
            />
            {!onLog && activeShell !== undefined && (
              <>
                <IconButton small label={t('terminal.split-the-terminal')} icon={<Columns2 size={14} />} isDisabled={!open} onPress={shells.split} />
                <IconButton small label={t('terminal.search-the-terminal')} shortcut={keyText(shortcuts.terminalSearch)} icon={<Search size={14} />} onPress={() => setSearching(!searching)} />
                <IconButton
                  small
                  label={t('terminal.screen-reader-mode')}
                  on={screenReader}
                  icon={<Accessibility size={15} />}
                  onPress={() => {
                    keeper.setItem(READER_KEY, screenReader ? 'no' : 'yes');
                    setScreenReader(!screenReader);
                  }}
                />
                <Menu
                  label={t('terminal.terminal')}
                  trigger={<IconButton small label={t('terminal.more-for-the-terminal')} icon={<Ellipsis size={15} />} />}
                  entries={[
                    { id: 'rename', label: t('terminal.rename-2'), icon: <Pencil size={14} />, hint: 'F2', disabled: activeShell.id === null, onAction: () => setRenaming(activeShell.key) },
                    { kind: 'line', id: 'line' },
                    { id: 'earlier', label: t('terminal.earlier-command'), icon: <ArrowUp size={14} />, hint: keyText(shortcuts.earlierCommand), onAction: () => jump(-1) },
                    { id: 'later', label: t('terminal.later-command'), icon: <ArrowDown size={14} />, hint: keyText(shortcuts.laterCommand), onAction: () => jump(1) },
                    {
                      id: 'file', label: t('terminal.open-the-file-named-last'), icon: <FileSymlink size={14} />, hint: keyText(shortcuts.lastFile),
                      onAction: () => {
                        if (screen()?.openLastFile() !== true) announce(t('terminal.no-file-of-the-workspace'));
                      },
                    },
                  ]}
                />
              </>
            )}
            {tabs.length > 0 && (onLog || activeShell !== undefined) && (
              <IconButton
                small
                label={onLog ? t('terminal.close-the-log') : t('terminal.close-the-terminal')}
                icon={<X size={15} />}
                onPress={() => {
                  if (onLog) onCloseLog(tab.slice('log-'.length));
                  else if (activeShell !== undefined) shells.close(activeShell.key);
                }}
              />
            )}
          </span>
        </div>
        {shells.groups.map((group) => (
          <TabPanel key={group.key} id={group.key} shouldForceMount className="tab-panel">
            <Group orientation="horizontal" className="terminal-split">
              {group.shells.map((shell, at) => (
                <Fragment key={shell.key}>
                  {at > 0 && <Separator className="separator separator-column" aria-label={t('terminal.resize-the-terminals')} />}
                  <Panel id={shell.key} minSize={LEAST_WIDTH}>
                    <TerminalView
                      shell={shell}
                      shells={shells}
                      shown={tab === group.key}
                      beside={group.shells.length > 1}
                      screenReader={screenReader}
                      searching={searching && tab === group.key && shells.active === shell.key}
                      onSearch={setSearching}
                      onJump={jump}
                      onScreen={(made) => takeScreen(shell.key, made)}
                    />
                  </Panel>
                </Fragment>
              ))}
            </Group>
          </TabPanel>
        ))}
        {logs.map((service) => (
          <TabPanel key={service} id={`log-${service}`} className="tab-panel">
            <LogView lab={lab} service={service} />
          </TabPanel>
        ))}
      </Tabs>
      {tabs.length === 0 && <p className="panel-empty">{open ? t('terminal.no-terminal-is-open') : t('terminal.the-terminal-opens-when-the')}</p>}
      {renaming !== null && (
        <RenameDialog
          title={shells.shells.find((shell) => shell.key === renaming)?.title ?? ''}
          onClose={() => setRenaming(null)}
          onName={(name) => shells.rename(renaming, name)}
        />
      )}
    </section>
  );
}

/** The only terminal needs no number. */
function groupWords({ shells }: ShellGroup, all: number, t: T): string {
  return shells
    .map(({ title, ended }) => {
      const name = all === 1 && /^Terminal \d+$/.test(title) ? t('terminal.terminal') : title;
      return ended === null ? name : t('terminal.ended', { name });
    })
    .join(' · ');
}
