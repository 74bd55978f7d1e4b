/** A setting that is typed: kept when the field is left or Enter is pressed, and refused with a reason beside it. */
import { type ReactNode, useState } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';

export interface KeptFieldProps {
  label: string;
  about?: string;
  placeholder: string;
  /** What is kept now. */
  kept: string;
  disabled: boolean;
  numeric?: boolean;
  /** @returns why it can't be kept, or null */
  keep(text: string): string | null | Promise<string | null>;
  children?: ReactNode;
}

export function KeptField({ label, about, placeholder, kept, disabled, numeric = false, keep }: KeptFieldProps) {
  const [text, setText] = useState(kept);
  const [problem, setProblem] = useState<string | null>(null);
  // Undo, or another window, changed it.
  const [shown, setShown] = useState(kept);
  const [keeping, setKeeping] = useState(false);
  if (shown !== kept && !keeping) {
    setShown(kept);
    setText(kept);
    setProblem(null);
  }
  const store = (): void => {
    if (keeping) return;
    if (text.trim() === kept) return setProblem(null);
    setKeeping(true);
    void Promise.resolve(keep(text.trim())).then(setProblem).finally(() => setKeeping(false));
  };
  return (
    <TextField className="text-field" value={text} onChange={setText} onBlur={store} isDisabled={disabled} isInvalid={problem !== null} onKeyDown={(e) => e.key === 'Enter' && store()}>
      <Label>{label}</Label>
      <div>
        <Input placeholder={placeholder} spellCheck="false" {...(numeric ? { inputMode: 'numeric' as const } : {})} />
        <FieldError className="field-problem">{problem}</FieldError>
        {about !== undefined && <Text slot="description">{about}</Text>}
      </div>
    </TextField>
  );
}
