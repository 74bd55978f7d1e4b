/** How the request says who sends it. */
import type { ApiAuth } from '../../../shared/api-client/request-format.ts';
import { Choice } from '../../ui/choice.tsx';
import { useWords } from '../../words/words-context.tsx';
import { Field, Row } from './auth-fields.tsx';
import { OauthEditor } from './oauth-editor.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

const TYPES: readonly { id: ApiAuth['type']; label: MessageKey }[] = [
  { id: 'none', label: 'api.none' }, { id: 'basic', label: 'api.basic' }, { id: 'bearer', label: 'api.bearer-token' }, { id: 'api-key', label: 'api.api-key' },
  { id: 'oauth', label: 'api-sign-in.oauth' },
];

const NOTES: Readonly<Record<Exclude<ApiAuth['type'], 'oauth'>, MessageKey>> = {
  none: 'api.auth-none',
  basic: 'api.auth-basic',
  bearer: 'api.auth-bearer',
  'api-key': 'api.auth-api-key',
};

function fresh(type: string): ApiAuth {
  switch (type) {
    case 'basic':
      return { type, user: '', password: '' };
    case 'bearer':
      return { type, token: '' };
    case 'api-key':
      return { type, name: 'X-API-Key', value: '', in: 'header' };
    case 'oauth':
      return { type, authorizationUrl: '', tokenUrl: '', clientId: '', scope: '', tokenVariable: 'access_token' };
    default:
      return { type: 'none' };
  }
}

export function AuthEditor({ auth, onChange }: { auth: ApiAuth; onChange(auth: ApiAuth): void }) {
  const t = useWords();
  return (
    <div className={`api-form${auth.type === 'oauth' ? ' api-form-wide' : ''}`}>
      <Row label={t('api.kind')}>
        <Choice label={t('api.kind-of-authorization')} value={auth.type} options={TYPES.map(({ id, label }) => ({ id, label: t(label) }))} onChange={(type) => type !== auth.type && onChange(fresh(type))} />
      </Row>
      {auth.type === 'basic' && (
        <>
          <Field label={t('api.user')} value={auth.user} onChange={(user) => onChange({ ...auth, user })} />
          <Field label={t('api.password')} value={auth.password} onChange={(password) => onChange({ ...auth, password })} />
        </>
      )}
      {auth.type === 'bearer' && <Field label={t('api.token')} value={auth.token} onChange={(token) => onChange({ ...auth, token })} />}
      {auth.type === 'api-key' && (
        <>
          <Field label={t('api.name')} value={auth.name} onChange={(name) => onChange({ ...auth, name })} />
          <Field label={t('api.key')} value={auth.value} onChange={(value) => onChange({ ...auth, value })} />
          <Row label={t('api.sent-in')}>
            <Choice
              label={t('api.sent-in')} value={auth.in} options={[{ id: 'header', label: t('api.a-header') }, { id: 'query', label: t('api.a-parameter-of-the-address') }]}
              onChange={(place) => onChange({ ...auth, in: place === 'query' ? 'query' : 'header' })}
            />
          </Row>
        </>
      )}
      {auth.type === 'oauth' && <OauthEditor auth={auth} onChange={onChange} />}
      {auth.type !== 'oauth' && <p className="api-note">{auth.type === 'bearer' ? t('api.auth-bearer', { token: '{{token}}' }) : t(NOTES[auth.type])}</p>}
    </div>
  );
}
