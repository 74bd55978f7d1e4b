/** Rows of the Auth tab: a name, and what is typed for it. */
import { type ReactNode, useId, useState } from 'react';

export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="api-form-row">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

export interface FieldProps {
  label: string;
  value: string;
  placeholder?: string;
  /** Not shown as it is typed. */
  secret?: boolean;
  onChange(value: string): void;
}

export function Field({ label, value, placeholder, secret = false, onChange }: FieldProps) {
  return (
    <Row label={label}>
      <input className="text-input" type={secret ? 'password' : 'text'} aria-label={label} value={value} placeholder={placeholder} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
    </Row>
  );
}

/** A field that takes only what can be kept: something else stays in it, with the reason, and the last good text counts. */
export function CheckedField({ label, value, placeholder, fault, onChange }: Omit<FieldProps, 'secret'> & { fault(text: string): string | null }) {
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const wrong = draft === null ? null : fault(draft);
  return (
    <>
      <Row label={label}>
        <input
          className="text-input" aria-label={label} value={draft ?? value} placeholder={placeholder} spellCheck={false} autoComplete="off"
          {...(wrong === null ? {} : { 'aria-invalid': true, 'aria-describedby': id })}
          onChange={(event) => {
            const text = event.target.value;
            const good = fault(text) === null;
            setDraft(good ? null : text);
            if (good) onChange(text);
          }}
        />
      </Row>
      {wrong !== null && <p className="api-fault" id={id} role="alert">{wrong}</p>}
    </>
  );
}
