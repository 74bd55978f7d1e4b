/** Where a cell's new value is typed: over the cell, taken with Enter, left alone with Escape. */
import { useEffect, useRef } from 'react';

export interface CellInputProps {
  label: string;
  value: string;
  /** Where the cell is in the grid's body, in CSS pixels. */
  place: { top: number; left: number; width: number };
  onTake(value: string): void;
  onLeave(): void;
}

export function CellInput({ label, value, place, onTake, onLeave }: CellInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => input.current?.select(), []);
  const end = (act: () => void): void => {
    if (over.current) return;
    over.current = true;
    act();
  };
  return (
    <input
      ref={input}
      className="grid-input"
      aria-label={label}
      defaultValue={value}
      autoFocus
      spellCheck={false}
      style={place}
      onBlur={(event) => end(() => onTake(event.currentTarget.value))}
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(() => onTake(event.currentTarget.value));
        else if (event.key === 'Escape') end(onLeave);
        else return;
        event.preventDefault();
      }}
    />
  );
}
