/** The query panel: ask a service of the lab, in its own language, and see what it answers. */
import type { EditorView } from '@codemirror/view';
import { History, Play } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { serviceName } from '../../../shared/messages.ts';
import { useKeeper } from '../../app/kept-storage.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { shortcuts } from '../../settings/shortcuts.ts';
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
import { useDeskRequests } from '../desk-requests.ts';
import { isOpen, useDesk } from '../lab-context.ts';
import { answerFiles, fileName } from './answer-file.ts';
import { offsetOf } from './position.ts';
import { type QueryKeys, queryExtensions, ScratchEditor } from './query-editor.tsx';
import { QueryHistory } from './query-history.ts';
import { QueryResultView } from './query-result.tsx';
import type { Query } from './use-query.ts';
import './query.css';

/** The choice that is no file; no file has such a name. */
const SCRATCH = '/scratch';

/** History entries are shown by their first line, this many characters of it. */
const ENTRY_LENGTH = 60;

const nothing = (): void => undefined;
/** Before the first paint, no key is pressed. */
const NO_KEYS: QueryKeys = { run: nothing, check: nothing, earlier: nothing, later: nothing, save: nothing };

export function QueryPanel({ query }: { query: Query }) {
  const { lab, detail, session, step, files, check } = useDesk();
  const [chosen, setChosen] = useState<{ step: string; service: string } | null>(null);
  const preferred = step.service ?? detail.services[0]?.id ?? '';
  const service = detail.services.find((each) => each.id === (chosen?.step === step.id ? chosen.service : preferred)) ?? detail.services[0];
  const [source, setSource] = useState<{ step: string; file: string | null } | null>(null);
  const view = useRef<EditorView | null>(null);
  /** Where the text that ran last began in the editor. */
  const ranFrom = useRef(0);

  const kind = service?.kind ?? 'postgres';
  const serviceId = service?.id ?? '';
  const answers = serviceId === preferred ? answerFiles(step.files, kind, detail.appCommand !== null) : [];
  /** The file in the editor, or null for the scratch text. */
  const answer = source?.step === step.id && (source.file === null || answers.includes(source.file)) ? source.file : (answers[0] ?? null);
  const list = useSyncExternalStore(files.subscribe, files.view);
  const names = list.entries?.filter((entry) => entry.kind === 'file').map((entry) => entry.path) ?? [];
  const opened = useDocument(files, list.entries === null ? null : answer, names);
  const keeper = useKeeper();
  const history = useMemo(() => new QueryHistory(keeper, lab, serviceId), [keeper, lab, serviceId]);
  const ready = isOpen(session);

  const run = async (): Promise<void> => {
    const editor = view.current;
    if (editor === null || service === undefined || !ready) return;
    const { main } = editor.state.selection;
    const text = main.empty ? editor.state.doc.toString() : editor.state.sliceDoc(main.from, main.to);
    if (text.trim() === '') return;
    ranFrom.current = main.empty ? 0 : main.from;
    clearFault(editor);
    void opened.document?.save();
    history.add(text);
    const error = await query.run(service.id, text);
    const position = error?.details['position'];
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
      run: () => void run(),
      check: check.run,
      earlier: () => put(history.earlier(view.current?.state.doc.toString() ?? '')),
      later: () => put(history.later()),
      save: () => void opened.document?.save(),
    };
  });
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
  const onView = useCallback((next: EditorView | null) => {
    view.current = next;
  }, []);
  useDeskRequests('query', ({ text, service: asked }) => {
    setChosen({ step: step.id, service: asked ?? preferred });
    setSource({ step: step.id, file: null });
    afterPaint(() => {
      const editor = view.current;
      if (editor === null) return;
      // Behind what stands there, and selected: Run runs just this.
      const { length } = editor.state.doc;
      const gap = editor.state.doc.toString().trim() === '' ? '' : '\n\n';
      const from = gap === '' ? 0 : length;
      const anchor = from + gap.length;
      editor.dispatch({ changes: { from, to: length, insert: gap + text }, selection: { anchor, head: anchor + text.length }, scrollIntoView: true });
      editor.focus();
    });
  });
  const editorName = `${serviceName(kind)} query${answer === null ? '' : `, ${answer}`}`;
  const extensions = useMemo(() => () => queryExtensions(kind, editorName, keys), [kind, editorName]);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'backbench.query', storage: keeper });

  if (service === undefined) return <p className="panel-empty">This lab has no service to ask.</p>;
  return (
    <section className="query-panel" aria-label="Query" data-pane="query" tabIndex={-1} data-own-enter>
      <div className="panel-bar">
        {query.state.kind === 'running' ? (
          <Button small onPress={query.cancel} icon={<Spinner size={12} />}>
            Cancel
          </Button>
        ) : (
          <Button small kind="primary" icon={<Play size={13} />} isDisabled={!ready} onPress={() => void run()}>
            Run <kbd aria-hidden="true">{keyText(shortcuts.run)}</kbd>
          </Button>
        )}
        {detail.services.length > 1 ? (
          <Choice
            label="Service"
            value={service.id}
            options={detail.services.map((each) => ({ id: each.id, label: each.id === each.kind ? serviceName(each.kind) : `${serviceName(each.kind)} (${each.id})` }))}
            onChange={(id) => setChosen({ step: step.id, service: id })}
          />
        ) : (
          <span className="query-service">{serviceName(service.kind)}</span>
        )}
        {answers.length > 0 && (
          <Choice
            label="Text"
            value={answer ?? SCRATCH}
            options={[...answers.map((file) => ({ id: file, label: fileName(file) })), { id: SCRATCH, label: 'Scratch' }]}
            onChange={(id) => setSource({ step: step.id, file: id === SCRATCH ? null : id })}
          />
        )}
        <span className="panel-bar-end">
          {answer !== null && opened.document !== null && <SaveState document={opened.document} />}
          <Menu
            label="Earlier queries"
            trigger={<IconButton small label="Earlier queries" shortcut={keyText(shortcuts.historyUp)} icon={<History size={15} />} />}
            entries={
              history.entries.length === 0
                ? [{ id: 'none', label: 'Nothing was run yet', disabled: true, onAction: () => undefined }]
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
        </span>
      </div>
      <Group className="query-split" orientation="vertical" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
        <Panel id="query-text" minSize={70} defaultSize="45%" className="query-editor">
          {opened.error !== null && <ErrorCard error={opened.error} />}
          {answer !== null && opened.document !== null && (
            <DocumentEditor key={opened.document.path} document={opened.document} place={`query-${service.id}`} extensions={extensions} onView={onView} />
          )}
          {answer === null && <ScratchEditor key={service.id} storageKey={`backbench.scratch.${lab}.${service.id}`} extensions={extensions} onView={onView} />}
        </Panel>
        <Separator className="separator separator-row" aria-label="Resize query and result" />
        <Panel id="query-result" minSize={70} className="query-result">
          <QueryResultView query={query} kind={service.kind} onShowFault={showFault} />
        </Panel>
      </Group>
    </section>
  );
}

function firstLine(text: string): string {
  const line = text.split('\n').find((each) => each.trim() !== '' && !each.trim().startsWith('--')) ?? text;
  return line.length > ENTRY_LENGTH ? `${line.slice(0, ENTRY_LENGTH)}…` : line;
}
