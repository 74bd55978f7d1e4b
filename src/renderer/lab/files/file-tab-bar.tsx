/** The open files as tabs: chosen, closed, put in another order, by mouse and by keyboard. */
import { X } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { Tab, TabList } from 'react-aria-components';
import { tabNames } from './file-tabs.ts';
import { useWords } from '../../words/words-context.tsx';

export interface FileTabBarProps {
  tabs: readonly string[];
  /** The open file in front, which is kept in sight. */
  current: string | null;
  unsaved: ReadonlySet<string>;
  onClose(path: string): void;
  /** @param to the place among the others, from 0 */
  onMove(path: string, to: number): void;
}

/** What is dragged, so that nothing else is taken for a tab. */
const DRAGGED = 'application/x-backbench-tab';

export function FileTabBar({ tabs, current, unsaved, onClose, onMove }: FileTabBarProps) {
  const t = useWords();
  const names = tabNames(tabs);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The tabs are on the page with the next frame.
    const frame = requestAnimationFrame(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
    return () => cancelAnimationFrame(frame);
  }, [current, tabs]);
  return (
    <TabList ref={list} className="tab-list file-tabs" aria-label={t('files.open-files')}>
      {tabs.map((path, at) => (
        <FileTab key={path} path={path} name={names.get(path)?.name ?? path} hint={names.get(path)?.hint ?? ''} dirty={unsaved.has(path)} onClose={() => onClose(path)} onMoveBy={(by) => onMove(path, at + by)} onDrop={(dragged) => onMove(dragged, at)} />
      ))}
    </TabList>
  );
}

interface FileTabProps {
  path: string;
  name: string;
  hint: string;
  dirty: boolean;
  onClose(): void;
  onMoveBy(by: -1 | 1): void;
  onDrop(dragged: string): void;
}

function FileTab({ path, name, hint, dirty, onClose, onMoveBy, onDrop }: FileTabProps) {
  const t = useWords();
  const latest = useRef({ onClose, onMoveBy, onDrop });
  useEffect(() => {
    latest.current = { onClose, onMoveBy, onDrop };
  });
  // The tab passes no native events on, and comes to the page later than this component.
  const attach = useCallback((tab: HTMLDivElement | null) => {
    if (tab === null) return;
    tab.draggable = true;
    const stop = new AbortController();
    const { signal } = stop;
    const takes = (event: DragEvent): boolean => event.dataTransfer?.types.includes(DRAGGED) === true;
    tab.addEventListener('dragstart', (event) => event.dataTransfer?.setData(DRAGGED, path), { signal });
    tab.addEventListener('dragover', (event) => takes(event) && event.preventDefault(), { signal });
    tab.addEventListener('drop', (event) => {
      if (!takes(event)) return;
      event.preventDefault();
      latest.current.onDrop(event.dataTransfer?.getData(DRAGGED) ?? '');
    }, { signal });
    tab.addEventListener('auxclick', (event) => event.button === 1 && latest.current.onClose(), { signal });
    tab.addEventListener('keydown', (event) => {
      const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
      if (event.key === 'Delete') latest.current.onClose();
      else if (event.altKey && event.shiftKey && by !== null) latest.current.onMoveBy(by);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal, capture: true });
    return () => stop.abort();
  }, [path]);
  return (
    <Tab id={path} ref={attach} className="tab file-tab" aria-label={dirty ? t('files.not-saved-2', { path }) : path}>
      <span>{name}</span>
      {hint !== '' && <span className="file-tab-hint">{hint}</span>}
      {/* For the mouse; the keyboard has Delete. */}
      <span
        className="file-tab-close"
        aria-hidden="true"
        data-dirty={dirty}
        onPointerDown={(event) => event.stopPropagation()}
        onMouseDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          onClose();
        }}
      >
        <X size={12} />
      </span>
    </Tab>
  );
}
