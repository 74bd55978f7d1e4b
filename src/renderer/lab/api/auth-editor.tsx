/** How the request says who sends it. */
import type { ReactNode } from 'react';
import type { ApiAuth } from '../../../shared/api-client/request-format.ts';
import { Choice } from '../../ui/choice.tsx';

const TYPES: readonly { id: ApiAuth['type']; label: string }[] = [
  { id: 'none', label: 'None' }, { id: 'basic', label: 'Basic' }, { id: 'bearer', label: 'Bearer token' }, { id: 'api-key', label: 'API key' },
];

const NOTES: Readonly<Record<ApiAuth['type'], string>> = {
  none: 'The request says nothing of who sends it.',
  basic: 'Sent as the header Authorization: Basic …, name and password in Base64. That hides nothing: over the network it needs HTTPS.',
  bearer: 'Sent as the header Authorization: Bearer …. A token from an earlier answer is best captured: {{token}}.',
  'api-key': 'Sent as a header or as a parameter of the address. Addresses end up in logs, so a header is the safer place.',
};

function fresh(type: string): ApiAuth {
  switch (type) {
    case 'basic':
      return { type, user: '', password: '' };
    case 'bearer':
      return { type, token: '' };
    case 'api-key':
      return { type, name: 'X-API-Key', value: '', in: 'header' };
    default:
      return { type: 'none' };
  }
}

export function AuthEditor({ auth, onChange }: { auth: ApiAuth; onChange(auth: ApiAuth): void }) {
  return (
    <div className="api-form">
      <Row label="Kind">
        <Choice label="Kind of authorization" value={auth.type} options={TYPES} onChange={(type) => type !== auth.type && onChange(fresh(type))} />
      </Row>
      {auth.type === 'basic' && (
        <>
          <Field label="User" value={auth.user} onChange={(user) => onChange({ ...auth, user })} />
          <Field label="Password" value={auth.password} onChange={(password) => onChange({ ...auth, password })} />
        </>
      )}
      {auth.type === 'bearer' && <Field label="Token" value={auth.token} onChange={(token) => onChange({ ...auth, token })} />}
      {auth.type === 'api-key' && (
        <>
          <Field label="Name" value={auth.name} onChange={(name) => onChange({ ...auth, name })} />
          <Field label="Key" value={auth.value} onChange={(value) => onChange({ ...auth, value })} />
          <Row label="Sent in">
            <Choice
              label="Sent in" value={auth.in} options={[{ id: 'header', label: 'A header' }, { id: 'query', label: 'A parameter of the address' }]}
              onChange={(place) => onChange({ ...auth, in: place === 'query' ? 'query' : 'header' })}
            />
          </Row>
        </>
      )}
      <p className="api-note">{NOTES[auth.type]}</p>
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="api-form-row">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

function Field({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <Row label={label}>
      <input className="text-input" aria-label={label} value={value} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
    </Row>
  );
}
