/** The requests to choose from: the lab's, the learner's saved ones, and those that are only here. */
import { CirclePlay, FileDown, MoreHorizontal } from 'lucide-react';
import { useRef, useState } from 'react';
import { ListBox, ListBoxItem, ListBoxSection, Header } from 'react-aria-components';
import { REQUESTS_FILE, type ApiRequest } from '../../../shared/api-client/request-format.ts';
import { IconButton } from '../../ui/button.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { Menu } from '../../ui/menu.tsx';
import { type T, useWords } from '../../words/words-context.tsx';
import { isOpen, useDesk } from '../lab-context.ts';
import { editedRequest, type Outcome, unsavedKeys } from './api-state.ts';
import { statusTone } from './format.ts';
import { MethodTag } from './method-tag.tsx';
import { RequestNameDialog } from './request-name-dialog.tsx';
import { pressRequestKey, requestMenu, useRequestActs } from './request-acts.tsx';
import { useApi, useApiState } from './use-api.ts';
import './request-list.css';

interface Row {
  key: string;
  request: ApiRequest;
  changed: boolean;
}

export function RequestList({ onImport }: { onImport(): void }) {
  const api = useApi();
  const t = useWords();
  const announce = useAnnounce();
  const { session } = useDesk();
  const open = useApiState((s) => s.open);
  const reference = useApiState((s) => s.reference);
  const requests = useApiState((s) => s.requests);
  const drafts = useApiState((s) => s.drafts);
  const outcomes = useApiState((s) => s.outcomes);
  const [running, setRunning] = useState(false);
  const row = (key: string, stored: ApiRequest): Row => ({ key, request: drafts[key] ?? stored, changed: key in drafts });
  const fresh = unsavedKeys({ requests, drafts }).flatMap((key) => (drafts[key] === undefined ? [] : [{ key, request: drafts[key], changed: true }]));
  const saved = (requests?.saved.requests ?? []).map((request) => row(`saved:${request.name}`, request));
  const given = (requests?.given ?? []).map((request) => row(`given:${request.name}`, request));
  const sections = [
    { id: 'new', title: t('api.not-saved'), rows: fresh },
    { id: 'saved', title: t('api.saved'), rows: saved },
    { id: 'given', title: t('api.from-the-lab'), rows: given },
  ].filter((section) => section.rows.length > 0);

  const frame = useRef<HTMLDivElement>(null);
  const [menuAt, setMenuAt] = useState<{ key: string; x: number; y: number } | null>(null);
  const [naming, setNaming] = useState<{ key: string; name: string } | null>(null);
  const acts = useRequestActs(frame, (key) => {
    const request = editedRequest(api.store.getState(), key);
    if (request !== null) setNaming({ key, name: request.name });
  });

  const runAll = async (): Promise<void> => {
    setRunning(true);
    let [passed, failed] = [0, 0];
    // One after the other: later requests use what earlier ones captured.
    for (const { key, request } of saved) {
      if (request.kind !== 'http') continue;
      const outcome = await api.send(key);
      if (outcome === null || outcome.kind === 'cancelled') break;
      const good = outcome.kind === 'answer' && outcome.response.tests.every((test) => test.passed);
      if (good) passed += 1;
      else failed += 1;
    }
    setRunning(false);
    announce(t('api.requests-as-expected-not', { passed, failed }));
  };

  return (
    <div className="api-list">
      <div className="api-list-head">
        <h3>{t('api.requests')}</h3>
        <Menu
          label={t('api.all-requests')}
          trigger={<IconButton small label={t('api.all-requests')} icon={<MoreHorizontal size={15} />} />}
          entries={[
            { id: 'run', label: t('api.send-all-saved-in-order'), icon: <CirclePlay size={14} />, disabled: saved.length === 0 || running || !isOpen(session), onAction: () => void runAll() },
            { id: 'import', label: t('api-import.open-long'), icon: <FileDown size={14} />, onAction: onImport },
            { kind: 'line', id: 'line' },
            ...(open === null ? [] : requestMenu(open, acts, t)),
          ]}
        />
      </div>
      {requests?.problem != null && (
        <p className="api-problem" role="status">
          {REQUESTS_FILE}
          {requests.problem.line !== null && t('api.line', { line: requests.problem.line })}: {requests.problem.message}
        </p>
      )}
      {sections.length === 0 ? (
        <p className="api-list-empty">{t('api.requests-that-you-save-appear', { REQUESTSFILE: REQUESTS_FILE })}</p>
      ) : (
        <div
          ref={frame}
          className="api-list-frame"
          onContextMenu={(event) => {
            const row = rowOf(event.target);
            const key = row?.dataset['key'];
            if (row === null || key === undefined) return;
            event.preventDefault();
            // The Menu key brings no place of the pointer.
            const box = row.getBoundingClientRect();
            setMenuAt({ key, x: event.clientX === 0 ? box.left + 24 : event.clientX, y: event.clientY === 0 ? box.bottom : event.clientY });
          }}
          onKeyDownCapture={(event) => {
            const key = rowOf(event.target)?.dataset['key'];
            if (key === undefined || !pressRequestKey(event.nativeEvent, key, acts)) return;
            event.preventDefault();
            event.stopPropagation();
          }}
        >
        <ListBox
          className="api-list-rows"
          aria-label={t('api.requests')}
          selectionMode="single"
          selectionBehavior="replace"
          selectedKeys={open === null || reference !== null ? [] : [open]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys];
            if (key !== undefined) api.open(String(key));
          }}
        >
          {sections.map((section) => (
            <ListBoxSection key={section.id} id={section.id} aria-label={section.title}>
              <Header className="api-list-section">{section.title}</Header>
              {section.rows.map(({ key, request, changed }) => (
                <ListBoxItem key={key} id={key} className="api-list-row" textValue={`${request.method} ${request.name}${changed ? `, ${t('api.unsaved')}` : ''}${outcomeWords(outcomes[key], t)}`}>
                  <MethodTag method={request.method} kind={request.kind} />
                  <span className="api-list-name">{request.name.replace(new RegExp(`^${request.method} `), '')}</span>
                  {changed && <span className="file-dirty" />}
                  <OutcomeMark outcome={outcomes[key]} />
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
        <ContextMenu label={t('api.request')} at={menuAt} entries={menuAt === null ? [] : requestMenu(menuAt.key, acts, t)} onClose={() => setMenuAt(null)} />
        </div>
      )}
      {naming !== null && (
        <RequestNameDialog
          title={t('api.rename-the-request')} act={t('api.rename')} initial={naming.name}
          onName={(name) => api.saved.rename(naming.key, name)}
          onClose={() => {
            setNaming(null);
            acts.focusOpen();
          }}
        />
      )}
    </div>
  );
}

/** The row that an event belongs to. */
function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role="option"]') : null;
}

function outcomeWords(outcome: Outcome | undefined, t: T): string {
  if (outcome === undefined || outcome.kind === 'cancelled') return '';
  if (outcome.kind === 'failed') return `, ${t('api.no-answer')}`;
  const failed = outcome.response.tests.filter((test) => !test.passed).length;
  const { status, tests } = outcome.response;
  if (tests.length === 0) return `, ${t('api.answered', { status: String(status) })}`;
  return `, ${failed === 0 ? t('api.answered-passed', { status: String(status) }) : t('api.answered-failed', { status: String(status), failed })}`;
}

function OutcomeMark({ outcome }: { outcome: Outcome | undefined }) {
  if (outcome === undefined || outcome.kind === 'cancelled') return null;
  if (outcome.kind === 'failed') return <span className="api-mark" data-tone="bad">!</span>;
  const { tests, status } = outcome.response;
  if (tests.length === 0) return <span className="api-mark" data-tone={statusTone(status)}>{status}</span>;
  const passed = tests.filter((test) => test.passed).length;
  return <span className="api-mark" data-tone={passed === tests.length ? 'good' : 'bad'}>{passed}/{tests.length}</span>;
}
