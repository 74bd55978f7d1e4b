/** A small drop-down to choose one of a few. */
import { ChevronDown } from 'lucide-react';
import { Button as AriaButton, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import './menu.css';

export interface ChoiceProps {
  /** Its name for assistive technology. */
  label: string;
  value: string;
  options: readonly { id: string; label: string }[];
  onChange(id: string): void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      className="choose"
      aria-label={label}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
    >
      <AriaButton className="button button-quiet button-small">
        <SelectValue className="button-label" />
        <ChevronDown size={13} aria-hidden="true" />
      </AriaButton>
      <Popover className="menu-popover" offset={4}>
        <ListBox className="menu" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="menu-item">
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
