/** The editor: the workspace's files as a tree, those that are open as tabs, a search through all. */
import { BookOpen, Ellipsis, FileDiff, FilePlus2, GitCompare, PanelLeft, Pencil, Search, Trash2, Undo2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { TabPanel, Tabs } from 'react-aria-components';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { type CodedError, describeError } from '../../../shared/messages.ts';
import { useKeeper } from '../../app/kept-storage.ts';
import { useLabLayout, useUi } from '../../app/ui-state.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { usePaletteSource } from '../../palette/palette-context.tsx';
import type { PaletteItem } from '../../palette/palette-items.ts';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { IconButton } from '../../ui/button.tsx';
import { isShortcut, keyText } from '../../ui/keys.ts';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useDeskRequests } from '../desk-requests.ts';
import { useDesk } from '../lab-context.ts';
import { Markdown } from '../lesson/markdown.tsx';
import type { ComparedWith } from './compare-dialog.tsx';
import { editorPlaces } from './editor-places.ts';
import { type AskedLine, FileEditor } from './file-editor.tsx';
import { FileList } from './file-list.tsx';
import { FileNameDialog } from './file-name-dialog.tsx';
import { FileTabBar } from './file-tab-bar.tsx';
import type { OpenDocument } from './open-document.ts';
import { SaveState } from './save-state.tsx';
import { SearchPanel } from './search-panel.tsx';
import { WorkspaceWords } from './workspace-words.ts';
import { useFileTabs } from './use-file-tabs.ts';
import type { WorkspaceFiles } from './workspace-files.ts';
import { type T, useWords } from '../../words/words-context.tsx';
import './files.css';

const CompareDialog = lazy(() => import('./compare-dialog.tsx'));

type Naming = { kind: 'new' } | { kind: 'rename'; path: string };

export function FilesPanel({ asked }: { asked: AskedLine | null }) {
  const shortcuts = useShortcuts();
  const t = useWords();
  const { lab, place, step, files, session } = useDesk();
  const layout = useLabLayout(place);
  const setLayout = useUi((s) => s.setLayout);
  const announce = useAnnounce();
  const keeper = useKeeper();
  const view = useSyncExternalStore(files.subscribe, files.view);
  const [naming, setNaming] = useState<Naming | null>(null);
  const [comparing, setComparing] = useState<ComparedWith | null>(null);
  const [searching, setSearching] = useState(false);
  const [found, setFound] = useState<AskedLine | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [editing, setEditing] = useState<ReadonlySet<string>>(new Set());
  const [places] = useState(() => editorPlaces(keeper, place));
  const words = useMemo(() => new WorkspaceWords(files), [files]);
  const columns = useDefaultLayout({ id: 'backbench.files', storage: keeper });
  const listHidden = layout?.fileListHidden === true && !searching;
  const names = view.entries?.filter((entry) => entry.kind === 'file').map((entry) => entry.path) ?? null;
  const tabs = useFileTabs(place, names, step.files[0] ?? null);
  const path = tabs.active;
  const { document, error } = useDocument(files, names === null ? null : path, names ?? []);
  const line = latestLine(asked, found);
  // A sheet to look things up is read as a page; whoever wants to change it, or to see a line of it, can.
  const reading = path?.endsWith('.md') === true && !editing.has(path) && line?.path !== path;
  const unsaved = new Set(files.documents().filter((each) => each.state !== 'saved').map((each) => each.path));
  const act = (work: Promise<unknown>): void => {
    setFault(null);
    work.catch((thrown: unknown) => {
      const { title, text } = describeError(toCodedError(thrown), t.table);
      setFault(t('files.fault', { title, text }));
    });
  };
  const remove = (gone: string): void => act(files.remove(gone).then(() => announce(t('files.deleted-undo-brings-it-back', { gone }))));
  const undo = (): void => act(files.undo().then((done) => {
    if (done === null) return;
    if (done.kind === 'moved') tabs.renamed(done.to, done.from);
    announce(done.kind === 'removed' ? t('files.is-back', { path: done.path }) : done.kind === 'moved' ? t('files.has-its-name-again', { from: done.from }) : t('files.is-gone-again', { path: done.path }));
  }));
  useDeskRequests('search', () => setSearching(true));
  const passed = session.steps.find((each) => each.id === step.id)?.passed === true;

  const undoEntry: MenuEntry = { id: 'undo', label: undoWords(view.undoable, t), icon: <Undo2 size={14} />, disabled: view.undoable === null, onAction: undo };
  const fileEntries = (of: string): MenuEntry[] => [
    { id: 'rename', label: t('files.rename'), icon: <Pencil size={14} />, hint: 'F2', onAction: () => setNaming({ kind: 'rename', path: of }) },
    { id: 'delete', label: t('files.delete'), icon: <Trash2 size={14} />, hint: 'Delete', onAction: () => remove(of) },
    undoEntry,
  ];
  const entries: MenuEntry[] = [
    ...(path === null ? [undoEntry] : fileEntries(path)),
    { kind: 'line', id: 'line' },
    { id: 'start', label: t('files.compare-with-the-steps-start'), icon: <GitCompare size={14} />, disabled: document === null, onAction: () => setComparing('start') },
    { id: 'reference', label: passed ? t('files.compare-with-the-reference') : t('files.give-up-compare-with-the'), icon: <FileDiff size={14} />, disabled: document === null, onAction: () => setComparing('reference') },
  ];

  usePaletteSource(() => [
    { id: 'file-new', group: 'Acts', label: t('files.new-file'), run: () => setNaming({ kind: 'new' }) },
    ...entries.flatMap((entry): PaletteItem[] =>
      entry.kind === 'line' || entry.disabled === true ? [] : [{ id: `file-${entry.id}`, group: 'Acts', label: path === null ? entry.label : t('files.file-2', { label: entry.label }), run: entry.onAction }]),
  ]);

  return (
    <section
      className="files-panel"
      aria-label={t('files.files')}
      data-pane="files"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (isShortcut(event.nativeEvent, shortcuts.reopenFile)) tabs.reopen();
        else if (isShortcut(event.nativeEvent, shortcuts.closeFile) && path !== null) tabs.close(path);
        else return;
        event.preventDefault();
      }}
    >
      {fault !== null && (
        <p className="file-fault" role="alert">
          {fault}
        </p>
      )}
      <Group orientation="horizontal" className="files-body" defaultLayout={columns.defaultLayout} onLayoutChanged={columns.onLayoutChanged}>
        {!listHidden && (
          <>
            <Panel id="list" minSize={130} maxSize="60%" defaultSize={searching ? 260 : 184} className="file-column">
              {searching ? (
                <SearchPanel onClose={() => setSearching(false)} onOpen={(to, at, column) => {
                  tabs.open(to);
                  setFound({ path: to, line: at, column, turn: (line?.turn ?? 0) + 1 });
                }} />
              ) : (
                <>
                  {view.entries !== null && view.entries.length > 0 && (
                    <FileList key={lab} entries={view.entries} open={path} unsaved={unsaved} onOpen={tabs.open} menu={fileEntries} onRename={(of) => setNaming({ kind: 'rename', path: of })} onDelete={remove} onUndo={undo} />
                  )}
                  {view.entries?.length === 0 && <p className="panel-empty">{t('files.no-files-yet')}</p>}
                </>
              )}
            </Panel>
            <Separator className="separator separator-column" aria-label={t('files.resize-the-list-of-files')} />
          </>
        )}
        <Panel id="editor" minSize={120} className="editor-slot">
          <Tabs className="editor-column" selectedKey={path ?? ''} onSelectionChange={(key) => String(key) !== '' && tabs.open(String(key))} keyboardActivation="manual">
            <div className="panel-bar">
              <IconButton small label={listHidden ? t('files.show-the-list-of-files') : t('files.hide-the-list-of-files')} icon={<PanelLeft size={15} />} onPress={() => setLayout(place, { fileListHidden: !listHidden })} />
              <IconButton small label={t('files.new-file')} icon={<FilePlus2 size={15} />} onPress={() => setNaming({ kind: 'new' })} />
              <IconButton small label={t('files.search-in-all-files')} shortcut={keyText(shortcuts.searchFiles)} on={searching} icon={<Search size={14} />} onPress={() => setSearching(!searching)} />
              {tabs.tabs.length > 0 && <FileTabBar tabs={tabs.tabs} current={path} unsaved={unsaved} onClose={tabs.close} onMove={tabs.move} />}
              <span className="panel-bar-end">
                {document !== null && !reading && <SaveState document={document} />}
                {path?.endsWith('.md') === true && (
                  <IconButton
                    small
                    label={reading ? t('files.edit-this-page') : t('files.read-this-page')}
                    icon={reading ? <Pencil size={14} /> : <BookOpen size={15} />}
                    onPress={() => setEditing(reading ? new Set([...editing, path]) : new Set([...editing].filter((each) => each !== path)))}
                  />
                )}
                <Menu label={t('files.file')} trigger={<IconButton small label={t('files.more-for-the-file')} icon={<Ellipsis size={15} />} />} entries={entries} />
              </span>
            </div>
            {view.error !== null && <ErrorCard error={view.error} />}
            {error !== null && <ErrorCard error={error} />}
            {document === null && error === null && view.error === null && (
              <p className="panel-empty">{path === null && names !== null ? t('files.choose-a-file-or-create') : <Spinner />}</p>
            )}
            {path !== null && (
              <TabPanel key={path} id={path} className="editor-panel">
                {document !== null && error === null && reading && <PageReader document={document} />}
                {document !== null && error === null && !reading && (
                  <FileEditor key={document.path} document={document} places={places} words={words} asked={line} onClose={() => tabs.close(document.path)} />
                )}
              </TabPanel>
            )}
          </Tabs>
        </Panel>
      </Group>
      {naming !== null && (
        <FileNameDialog
          title={naming.kind === 'new' ? t('files.new-file') : t('files.rename-2', { path: naming.path })}
          act={naming.kind === 'new' ? t('files.create') : t('files.rename-act')}
          initial={naming.kind === 'new' ? '' : naming.path}
          onClose={() => setNaming(null)}
          onName={async (to) => {
            if (naming.kind === 'new') {
              await files.create(to);
              tabs.open(to);
              return;
            }
            await files.move(naming.path, to);
            tabs.renamed(naming.path, to);
          }}
        />
      )}
      {comparing !== null && document !== null && (
        <Suspense>
          <CompareDialog document={document} compared={comparing} onClose={() => setComparing(null)} />
        </Suspense>
      )}
    </section>
  );
}

function undoWords(act: ReturnType<WorkspaceFiles['view']>['undoable'], t: T): string {
  if (act === null) return t('files.undo');
  return act.kind === 'removed' ? t('files.undo-removed', { path: act.path }) : act.kind === 'moved' ? t('files.undo-moved', { from: act.from }) : t('files.undo-created', { path: act.path });
}

/** What was asked for last, by the terminal and others or by the search. */
function latestLine(asked: AskedLine | null, found: AskedLine | null): AskedLine | null {
  return found !== null && found.turn > (asked?.turn ?? 0) ? found : asked;
}

function PageReader({ document }: { document: OpenDocument }) {
  return (
    <div className="page-reader" tabIndex={0} role="group" aria-label={document.path}>
      <Markdown text={document.text} />
    </div>
  );
}

/** Opens the wanted file. A file that went away shows its error until it is back. */
export function useDocument(files: WorkspaceFiles, path: string | null, names: readonly string[]): { document: OpenDocument | null; error: CodedError | null } {
  const [failed, setFailed] = useState<{ path: string; error: CodedError } | null>(null);
  const known = path === null ? null : files.document(path);
  const listed = path !== null && names.includes(path);
  useEffect(() => {
    if (path === null || known !== null) return;
    let wanted = true;
    files.open(path).then(
      () => {
        if (wanted) setFailed(null);
      },
      (thrown: unknown) => {
        if (wanted) setFailed({ path, error: toCodedError(thrown) });
      },
    );
    return () => {
      wanted = false;
    };
  }, [files, path, known, listed]);
  return { document: known, error: known === null && failed?.path === path ? failed.error : null };
}
