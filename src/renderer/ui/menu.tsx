/** A button that opens a menu. */
import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import './menu.css';

export type MenuEntry =
  | { kind?: 'item'; id: string; label: string; icon?: ReactNode; hint?: string; disabled?: boolean; danger?: boolean; onAction(): void }
  | { kind: 'line'; id: string };

export interface MenuProps {
  /** The name of the menu for assistive technology. */
  label: string;
  /** The button that opens it. */
  trigger: ReactNode;
  entries: readonly MenuEntry[];
}

export function Menu({ label, trigger, entries }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="menu-popover" placement="bottom end" offset={4}>
        <AriaMenu className="menu" aria-label={label}>
          {entries.map((entry) =>
            entry.kind === 'line' ? (
              <Separator key={entry.id} id={entry.id} className="menu-line" />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                isDisabled={entry.disabled ?? false}
                className={`menu-item${entry.danger === true ? ' menu-danger' : ''}`}
                onAction={entry.onAction}
              >
                <span className="menu-icon">{entry.icon}</span>
                <span>{entry.label}</span>
                {entry.hint !== undefined && <kbd>{entry.hint}</kbd>}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
