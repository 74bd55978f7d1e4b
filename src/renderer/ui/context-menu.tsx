/** A menu where the pointer is, or below an element for the keyboard. */
import { useRef, useState } from 'react';
import { Menu as AriaMenu, MenuItem, Popover, Separator } from 'react-aria-components';
import type { MenuEntry } from './menu.tsx';
import './menu.css';

export interface ContextMenuProps {
  label: string;
  /** Where it opens, in CSS pixels of the window; null while it is closed. */
  at: { x: number; y: number } | null;
  entries: readonly MenuEntry[];
  onClose(): void;
}

export function ContextMenu({ label, at, entries, onClose }: ContextMenuProps) {
  const spot = useRef<HTMLSpanElement>(null);
  // It stays in its place while it goes away.
  const [place, setPlace] = useState(at);
  if (at !== null && at !== place) setPlace(at);
  return (
    <>
      <span ref={spot} aria-hidden="true" style={{ position: 'fixed', left: place?.x ?? 0, top: place?.y ?? 0, width: 1, height: 1, pointerEvents: 'none' }} />
      <Popover className="menu-popover" aria-label={label} triggerRef={spot} getTargetRect={() => new DOMRect(place?.x, place?.y, 1, 1)} isOpen={at !== null} placement="bottom start" offset={2} onOpenChange={(open) => !open && onClose()}>
        <AriaMenu className="menu" aria-label={label} autoFocus="first" onClose={onClose}>
          {entries.map((entry) =>
            entry.kind === 'line' ? (
              <Separator key={entry.id} id={entry.id} className="menu-line" />
            ) : (
              <MenuItem key={entry.id} id={entry.id} textValue={entry.label} isDisabled={entry.disabled ?? false} className={`menu-item${entry.danger === true ? ' menu-danger' : ''}`} onAction={entry.onAction}>
                <span className="menu-icon">{entry.icon}</span>
                <span>{entry.label}</span>
                {entry.hint !== undefined && <kbd>{entry.hint}</kbd>}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </>
  );
}
