/** One place to ask from: an editor, what runs it, and what it answered. The query panel has one, or two side by side. */
import { closeCompletion } from '@codemirror/autocomplete';
import { EditorView } from '@codemirror/view';
import { History, Play } from 'lucide-react';
import { type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { SqlSessionName } from '../../../shared/data-views.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { serviceName } from '../../../shared/messages.ts';
import { useKeeper } from '../../app/kept-storage.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { defaultShortcuts } from '../../settings/shortcuts.ts';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { keyText } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { clearFault, markFault } from '../code/fault-mark.ts';
import { DocumentEditor } from '../files/document-editor.tsx';
import { useDocument } from '../files/files-panel.tsx';
import { SaveState } from '../files/save-state.tsx';
import { isOpen, useDesk } from '../lab-context.ts';
import { fileName } from './answer-file.ts';
import { offsetOf } from './position.ts';
import { type QueryKeys, queryExtensions, ScratchEditor } from './query-editor.tsx';
import { QueryHistory } from './query-history.ts';
import { QueryResultView } from './query-result.tsx';
import { TransactionBadge } from './transaction-badge.tsx';
import { setCompletion } from './sql-completion.ts';
import type { Query } from './use-query.ts';
import { type Written, WrittenBar } from './written-bar.tsx';
import { changesTables, type Schema } from './use-schema.ts';
import { useWords } from '../../words/words-context.tsx';

/** The choice that is no file; no file has such a name. */
const SCRATCH = '/scratch';

/** History entries are shown by their first line, this many characters of it. */
const ENTRY_LENGTH = 60;

const nothing = (): void => undefined;
/** Before the first paint, no key is pressed. */
const NO_KEYS: QueryKeys = { run: nothing, check: nothing, earlier: nothing, later: nothing, save: nothing, shortcuts: defaultShortcuts };

/** What the panel around asks of a console. */
export interface ConsoleHandle {
  /** Puts a text where the cursor is. */
  insert(text: string): void;
  /** Puts a text behind the scratch text and selects it: Run runs just this. */
  propose(text: string): void;
  /** Runs a text that does not stand in the editor. */
  runText(text: string): void;
}

export interface QueryConsoleProps {
  ref?: Ref<ConsoleHandle>;
  session: SqlSessionName;
  query: Query;
  service: { id: string; kind: ServiceKind };
  schema: Schema;
  /** The files of the step that can be run here. */
  answers: readonly string[];
  /** Before and behind the console's own controls in its bar. */
  lead?: ReactNode;
  tail?: ReactNode;
  /** Shown in the place of the result. */
  aside?: ReactNode;
  /** Shown below the result, beside whatever runs. */
  foot?: ReactNode;
  /** Something is about to run. */
  onRun?(): void;
  /** Something has run. */
  onRan?(): void;
  /** For a pipeline of MongoDB: shows what each stage gives. */
  onStages?(text: string): void;
}

export function QueryConsole({ ref, session, query, service, schema, answers, lead, tail, aside, foot, onRun, onRan, onStages }: QueryConsoleProps) {
  const shortcuts = useShortcuts();
  const t = useWords();
  const { lab, session: labSession, step, files, check } = useDesk();
  const [source, setSource] = useState<{ step: string; file: string | null } | null>(null);
  const view = useRef<EditorView | null>(null);
  /** Where the text that ran last began in the editor. */
  const ranFrom = useRef(0);
  const { kind } = service;
  /** The file in the editor, or null for the scratch text. */
  const answer = source?.step === step.id && (source.file === null || answers.includes(source.file)) ? source.file : (answers[0] ?? null);
  const list = useSyncExternalStore(files.subscribe, files.view);
  const names = list.entries?.filter((entry) => entry.kind === 'file').map((entry) => entry.path) ?? [];
  const opened = useDocument(files, list.entries === null ? null : answer, names);
  const keeper = useKeeper();
  const history = useMemo(() => new QueryHistory(keeper, lab, service.id), [keeper, lab, service.id]);
  const ready = isOpen(labSession);
  const speaksSql = kind === 'postgres' || kind === 'mysql';

  /** What ran last, to see it as it is after a change. */
  const ranText = useRef('');
  const [written, setWritten] = useState<Written | null>(null);
  const runText = async (text: string, from: number | null): Promise<void> => {
    if (!ready || text.trim() === '') return;
    ranText.current = text;
    setWritten(null);
    onRun?.();
    const editor = view.current;
    if (editor !== null) clearFault(editor);
    history.add(text);
    const error = await query.run(service, text);
    onRan?.();
    if (changesTables(text)) schema.reload();
    const position = error?.details['position'];
    if (from !== null && typeof position === 'number' && editor !== null && view.current === editor) markFault(editor, offsetOf(position, from));
  };
  /** What is selected, or all of it; saved before it is run. */
  const taken = (): string | null => {
    const editor = view.current;
    if (editor === null) return null;
    const { main } = editor.state.selection;
    ranFrom.current = main.empty ? 0 : main.from;
    void opened.document?.save();
    // What was offered while typing would lie over the answer.
    closeCompletion(editor);
    return main.empty ? editor.state.doc.toString() : editor.state.sliceDoc(main.from, main.to);
  };
  const run = (): void => {
    const text = taken();
    if (text !== null) void runText(text, ranFrom.current);
  };
  const explain = async (): Promise<void> => {
    const text = taken();
    const editor = view.current;
    if (text === null || editor === null || !ready || text.trim() === '') return;
    clearFault(editor);
    onRun?.();
    const position = (await query.explain(service, text))?.details['position'];
    if (typeof position === 'number' && view.current === editor) markFault(editor, offsetOf(position, ranFrom.current));
  };
  const put = (text: string | null): void => {
    const editor = view.current;
    if (editor === null || text === null || answer !== null) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text }, selection: { anchor: text.length } });
    editor.focus();
  };
  const keys = useRef<QueryKeys>(NO_KEYS);
  useEffect(() => {
    keys.current = {
      shortcuts,
      run,
      check: check.run,
      earlier: () => put(history.earlier(view.current?.state.doc.toString() ?? '')),
      later: () => put(history.later()),
      save: () => void opened.document?.save(),
    };
  });
  useImperativeHandle(ref, () => ({
    insert(text) {
      const editor = view.current;
      if (editor === null) return;
      editor.dispatch(editor.state.replaceSelection(text), { scrollIntoView: true });
      editor.focus();
    },
    propose(text) {
      setSource({ step: step.id, file: null });
      // The scratch editor is there after the next paint.
      afterPaint(() => {
        const editor = view.current;
        if (editor === null) return;
        const { length } = editor.state.doc;
        const gap = editor.state.doc.toString().trim() === '' ? '' : '\n\n';
        const from = gap === '' ? 0 : length;
        const anchor = from + gap.length;
        editor.dispatch({ changes: { from, to: length, insert: gap + text }, selection: { anchor, head: anchor + text.length }, scrollIntoView: true });
        editor.focus();
      });
    },
    runText: (text) => void runText(text, null),
  }));
  /** What is shown is as it was before the change. */
  const showWritten = (next: Written | null): void => {
    void runText(ranText.current, null);
    setWritten(next);
  };
  const showFault = (): void => {
    const editor = view.current;
    if (editor === null || query.state.kind !== 'failed') return;
    const position = query.state.error.details['position'];
    if (typeof position !== 'number') return;
    const offset = Math.min(offsetOf(position, ranFrom.current), editor.state.doc.length);
    editor.dispatch({ selection: { anchor: offset } });
    markFault(editor, offset);
    editor.focus();
  };
  // An editor may be there before the tables are known, and after: each time both are, it gets them.
  const tables = useRef(schema.view);
  useEffect(() => {
    tables.current = schema.view;
    if (view.current !== null && schema.view !== null) setCompletion(view.current, kind, schema.view);
  }, [kind, schema.view]);
  const onView = useCallback(
    (next: EditorView | null) => {
      view.current = next;
      // An editor that was here before comes back with the tables that it knew.
      if (next !== null && tables.current !== null) setCompletion(next, kind, tables.current);
    },
    [kind],
  );
  const of = session === 'own' ? '' : `, ${t('query.session', { toUpperCase: session.toUpperCase() })}`;
  const editorName = `${t('query.editor-of', { service: serviceName(kind, t.table) })}${of}${answer === null ? '' : `, ${answer}`}`;
  const narrow = session !== 'own';
  const extensions = useMemo(() => () => [queryExtensions(kind, editorName, t, keys), narrow ? EditorView.lineWrapping : []], [kind, editorName, narrow, t]);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: foot == null ? 'backbench.query' : 'backbench.query.foot', storage: keeper });
  const scratchKey = `backbench.scratch.${lab}.${service.id}${session === 'own' ? '' : `.${session}`}`;

  return (
    <div className="query-console" role="group" aria-label={session === 'own' ? t('query.query-and-result') : t('query.session', { toUpperCase: session.toUpperCase() })}>
      <div className="panel-bar">
        {lead}
        {query.busy ? (
          <Button small onPress={query.cancel} icon={<Spinner size={12} />}>
            {t('query.cancel')}
          </Button>
        ) : (
          <Button small kind="primary" icon={<Play size={13} />} isDisabled={!ready} onPress={run}>
            {t('query.run')} <kbd aria-hidden="true">{keyText(shortcuts.run)}</kbd>
          </Button>
        )}
        {speaksSql && session === 'own' && (
          <Button small isDisabled={!ready || query.busy} onPress={() => void explain()}>
            {t('query.explain')}
          </Button>
        )}
        {kind === 'mongo' && onStages !== undefined && (
          <Button
            small
            isDisabled={!ready || query.busy}
            onPress={() => {
              const text = taken();
              if (text !== null && text.trim() !== '') onStages(text);
            }}
          >
            {t('query.stages')}
          </Button>
        )}
        {session !== 'own' && <TransactionBadge state={query.transaction} />}
        {answers.length > 0 && (
          <Choice
            label={t('query.text')}
            value={answer ?? SCRATCH}
            options={[...answers.map((file) => ({ id: file, label: fileName(file) })), { id: SCRATCH, label: t('query.scratch') }]}
            onChange={(id) => setSource({ step: step.id, file: id === SCRATCH ? null : id })}
          />
        )}
        <span className="panel-bar-end">
          {answer !== null && opened.document !== null && <SaveState document={opened.document} />}
          <Menu
            label={t('query.earlier-queries')}
            trigger={<IconButton small label={t('query.earlier-queries')} shortcut={keyText(shortcuts.historyUp)} icon={<History size={15} />} />}
            entries={
              history.entries.length === 0
                ? [{ id: 'none', label: t('query.nothing-was-run-yet'), disabled: true, onAction: () => undefined }]
                : history.entries.map((text, at) => ({
                    id: String(at),
                    label: firstLine(text),
                    onAction: () => {
                      if (answer !== null) setSource({ step: step.id, file: null });
                      // The scratch editor is there after the next paint.
                      requestAnimationFrame(() => {
                        const editor = view.current;
                        editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
                      });
                    },
                  }))
            }
          />
          {tail}
        </span>
      </div>
      <Group className="query-split" orientation="vertical" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
        <Panel id="query-text" minSize={70} defaultSize="45%" className="query-editor">
          {opened.error !== null && <ErrorCard error={opened.error} />}
          {answer !== null && opened.document !== null && (
            <DocumentEditor key={opened.document.path} document={opened.document} place={`query-${service.id}`} extensions={extensions} onView={onView} />
          )}
          {answer === null && <ScratchEditor key={service.id} storageKey={scratchKey} extensions={extensions} onView={onView} />}
        </Panel>
        <Separator className="separator separator-row" aria-label={`${t('query.resize')}${of}`} />
        <Panel id="query-result" minSize={70} className="query-result">
          {aside ?? <QueryResultView
              query={query} kind={kind} onShowFault={showFault} onWritten={session === 'own' ? showWritten : null}
              foot={written === null ? undefined : <WrittenBar place={{ lab, service: service.id }} written={written} onUndone={() => showWritten(null)} onClose={() => setWritten(null)} />}
            />}
        </Panel>
        {foot != null && (
          <>
            <Separator className="separator separator-row" aria-label={t('query.resize-result-and-live-commands')} />
            <Panel id="query-foot" minSize={60} defaultSize="40%" className="query-result">
              {foot}
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}

function firstLine(text: string): string {
  const line = text.split('\n').find((each) => each.trim() !== '' && !each.trim().startsWith('--')) ?? text;
  return line.length > ENTRY_LENGTH ? `${line.slice(0, ENTRY_LENGTH)}…` : line;
}
