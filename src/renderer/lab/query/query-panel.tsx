/** The query panel: ask a service of the lab, in its own language, and see what it answers; in one session or in two. */
import { PanelLeft, SquareSplitHorizontal } from 'lucide-react';
import { memo, type ReactNode, useRef, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { TableView } from '../../../shared/data-views.ts';
import { serviceName } from '../../../shared/messages.ts';
import { tableName } from '../../../shared/sql-names.ts';
import { useKeeper } from '../../app/kept-storage.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { useDeskRequests } from '../desk-requests.ts';
import { isOpen, useDesk } from '../lab-context.ts';
import { answerFiles } from './answer-file.ts';
import { callOn, CollectionsColumn } from './collections-column.tsx';
import { CommandsView } from './commands-view.tsx';
import { KeyValue } from './key-value.tsx';
import { KeysColumn } from './keys-column.tsx';
import { type ConsoleHandle, QueryConsole } from './query-console.tsx';
import { SchemaTree } from './schema-tree.tsx';
import { StagesView } from './stages-view.tsx';
import type { Queries } from './use-query.ts';
import { useSchema } from './use-schema.ts';
import { useWords } from '../../words/words-context.tsx';
import './query.css';
import './data.css';

/** Rows that a press on a table shows. */
const FIRST_ROWS = 100;
/** Documents that a press on a collection shows. */
const FIRST_DOCUMENTS = 20;
/** Acts after which a service holds something else. */
const CHANGES_DATA: ReadonlySet<string> = new Set(['resetting', 'restoring', 'jumping', 'undoing']);
const TREE_KEY = 'backbench.tables';

/** Drawn anew only when its own parts change: it is there behind the other tabs too. */
export const QueryPanel = memo(function QueryPanel({ queries }: { queries: Queries }) {
  const t = useWords();
  const { lab, detail, session, step } = useDesk();
  const connection = useConnection();
  const keeper = useKeeper();
  const [chosen, setChosen] = useState<{ step: string; service: string } | null>(null);
  const [tree, setTree] = useState(() => keeper.getItem(TREE_KEY) !== 'closed');
  const [two, setTwo] = useState(false);
  const preferred = step.service ?? detail.services[0]?.id ?? '';
  const service = detail.services.find((each) => each.id === (chosen?.step === step.id ? chosen.service : preferred)) ?? detail.services[0];
  const own = useRef<ConsoleHandle>(null);
  const a = useRef<ConsoleHandle>(null);
  const b = useRef<ConsoleHandle>(null);
  /** The console that was used last gets what is chosen in the tree. */
  const [used, setUsed] = useState<'a' | 'b'>('a');
  const kind = service?.kind;
  /** Shown in the place of the result until something runs. */
  const [aside, setAside] = useState<{ kind: 'key'; key: string } | { kind: 'stages'; text: string; turn: number } | null>(null);
  const [commands, setCommands] = useState(false);
  const open = isOpen(session);
  const [ran, setRan] = useState(0);
  const turn = `${session.step} ${String(CHANGES_DATA.has(session.activity?.doing ?? ''))}`;
  const speaksSql = kind === 'postgres' || kind === 'mysql';
  // A reset or a step may bring other tables.
  const schema = useSchema(speaksSql && open ? { lab, service: service?.id ?? '' } : null, turn);
  useDeskRequests('query', ({ text, service: asked }) => {
    setChosen({ step: step.id, service: asked ?? preferred });
    setAside(null);
    // The console of that service is there after the next paint.
    afterPaint(() => (own.current ?? (used === 'a' ? a : b).current)?.propose(text));
  });
  if (service === undefined || kind === undefined) return <p className="panel-empty">{t('query.this-lab-has-no-service')}</p>;

  const answers = service.id === preferred ? answerFiles(step.files, kind, detail.appCommand !== null) : [];
  const current = (): ConsoleHandle | null => (two && speaksSql ? (used === 'a' ? a : b) : own).current;
  const showTree = (shown: boolean): void => {
    setTree(shown);
    keeper.setItem(TREE_KEY, shown ? 'open' : 'closed');
  };
  const showTwo = (shown: boolean): void => {
    setTwo(shown);
    if (shown) return;
    for (const name of ['a', 'b'] as const) {
      queries[name].cancel();
      // A service that is gone has ended them already.
      connection.call((host) => host.data.endSession({ lab, service: service.id, session: name })).catch(() => undefined);
    }
  };
  const services: ReactNode = detail.services.length > 1 ? (
    <Choice
      label={t('query.service')}
      value={service.id}
      options={detail.services.map((each) => ({ id: each.id, label: each.id === each.kind ? serviceName(each.kind, t.table) : `${serviceName(each.kind, t.table)} (${each.id})` }))}
      onChange={(id) => {
        setAside(null);
        setChosen({ step: step.id, service: id });
      }}
    />
  ) : (
    <span className="query-service">{serviceName(service.kind, t.table)}</span>
  );
  const closeAside = (): void => setAside(null);
  const shownAside: ReactNode =
    aside === null || !open ? null
    : aside.kind === 'key' ? <KeyValue lab={lab} service={service.id} name={aside.key} onClose={closeAside} />
    : <StagesView key={aside.turn} lab={lab} service={service.id} text={aside.text} onClose={closeAside} />;
  const treeButton = <IconButton small label={kind === 'redis' ? t('query.keys') : kind === 'mongo' ? t('query.collections') : t('query.tables')} on={tree} icon={<PanelLeft size={15} />} onPress={() => showTree(!tree)} />;
  const twoButton = speaksSql && <IconButton small label={t('query.two-sessions')} on={two} icon={<SquareSplitHorizontal size={15} />} onPress={() => showTwo(!two)} />;
  const parts = { service, schema };

  return (
    <section className="query-panel" aria-label={t('query.query')} data-pane="query" tabIndex={-1} data-own-enter>
      <div className="query-body">
        {speaksSql && tree && (
          <div className="schema-column">
            <SchemaTree
              schema={schema}
              kind={kind}
              onInsert={(name) => current()?.insert(name)}
              onFirstRows={(table: TableView) => current()?.runText(`SELECT * FROM ${tableName(table, schema.view?.home ?? '', kind)} LIMIT ${FIRST_ROWS}`)}
            />
          </div>
        )}
        {kind === 'redis' && tree && open && (
          <div className="schema-column">
            <KeysColumn key={service.id} lab={lab} service={service.id} turn={`${turn} ${ran}`} onShow={(key) => setAside({ kind: 'key', key })} onCommands={() => setCommands(true)} />
          </div>
        )}
        {kind === 'mongo' && tree && open && (
          <div className="schema-column">
            <CollectionsColumn
              key={service.id}
              lab={lab}
              service={service.id}
              turn={`${turn} ${ran}`}
              onInsert={(name) => current()?.insert(name)}
              onFirst={(name) => current()?.runText(`${callOn(name)}.find().limit(${FIRST_DOCUMENTS})`)}
            />
          </div>
        )}
        {two && speaksSql ? (
          <div className="query-two">
            <div className="panel-bar">
              {treeButton}
              {services}
              <span className="panel-bar-end">
                <Button small onPress={() => showTwo(false)}>
                  {t('query.back-to-one-session')}
                </Button>
              </span>
            </div>
            <Group orientation="horizontal" className="query-split">
              <Panel id="session-a" minSize={160} onFocusCapture={() => setUsed('a')}>
                <QueryConsole ref={a} session="a" query={queries.a} answers={[]} lead={<span className="session-name">A</span>} {...parts} />
              </Panel>
              <Separator className="separator separator-column" aria-label={t('query.resize-session-a-and-session')} />
              <Panel id="session-b" minSize={160} onFocusCapture={() => setUsed('b')}>
                <QueryConsole ref={b} session="b" query={queries.b} answers={[]} lead={<span className="session-name">B</span>} {...parts} />
              </Panel>
            </Group>
          </div>
        ) : (
          <QueryConsole
            ref={own}
            session="own"
            query={queries.own}
            answers={answers}
            lead={treeButton}
            tail={
              <>
                {services}
                {twoButton}
              </>
            }
            aside={shownAside}
            foot={kind === 'redis' && commands && open ? <CommandsView lab={lab} service={service.id} onClose={() => setCommands(false)} /> : null}
            onRun={closeAside}
            onRan={() => setRan((times) => times + 1)}
            onStages={(text) => setAside((last) => ({ kind: 'stages', text, turn: last?.kind === 'stages' ? last.turn + 1 : 0 }))}
            {...parts}
          />
        )}
      </div>
    </section>
  );
});
