/** Signing in by OAuth, in the Auth tab: the provider and the client, and the sign-in itself. */
import { ExternalLink, LogIn, LogOut, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { apiVariableName, type ApiOauth, REQUESTS_FILE } from '../../../shared/api-client/request-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Phrase, useWords } from '../../words/words-context.tsx';
import { isOpen, useDesk } from '../lab-context.ts';
import { CheckedField, Field, Row } from './auth-fields.tsx';
import type { SignInState } from './sign-in-store.ts';
import { useApi, useApiState } from './use-api.ts';

/** Where a secret that is typed here is kept, unless the file names another variable. */
const SECRET_VARIABLE = 'client_secret';

/** What the fields may look like; no words. */
const EXAMPLES = { authorizationUrl: '{{baseUrl}}/authorize', tokenUrl: '{{baseUrl}}/token', scope: 'orders:read' };

export function OauthEditor({ auth, onChange }: { auth: ApiOauth; onChange(auth: ApiOauth): void }) {
  const t = useWords();
  const api = useApi();
  // The secret may stand in an environment as well.
  useApiState((s) => s.values);
  useApiState((s) => s.environment);
  const { secretVariable, redirectPort, ...others } = auth;
  const port = redirectPort === undefined ? {} : { redirectPort };
  const setSecret = (secret: string): void => {
    const name = secretVariable ?? SECRET_VARIABLE;
    const { [name]: _former, ...values } = api.store.getState().values;
    api.setValues(secret === '' ? values : { ...values, [name]: secret });
    onChange({ ...others, ...port, ...(secret === '' ? {} : { secretVariable: name }) });
  };
  const address = `http://127.0.0.1:${redirectPort === undefined ? '…' : String(redirectPort)}/callback`;
  return (
    <>
      <Field label={t('api-sign-in.authorization-url')} value={auth.authorizationUrl} placeholder={EXAMPLES.authorizationUrl} onChange={(authorizationUrl) => onChange({ ...auth, authorizationUrl })} />
      <Field label={t('api-sign-in.token-url')} value={auth.tokenUrl} placeholder={EXAMPLES.tokenUrl} onChange={(tokenUrl) => onChange({ ...auth, tokenUrl })} />
      <Field label={t('api-sign-in.client-id')} value={auth.clientId} onChange={(clientId) => onChange({ ...auth, clientId })} />
      <Field label={t('api-sign-in.secret')} value={secretVariable === undefined ? '' : (api.values()[secretVariable] ?? '')} placeholder={t('api-sign-in.no-secret')} secret onChange={setSecret} />
      <Field label={t('api-sign-in.scope')} value={auth.scope} placeholder={EXAMPLES.scope} onChange={(scope) => onChange({ ...auth, scope })} />
      <CheckedField
        label={t('api-sign-in.variable')} value={auth.tokenVariable} fault={(name) => (apiVariableName.safeParse(name).success ? null : t('api.cant-be-a-name-letters', { name }))}
        onChange={(tokenVariable) => onChange({ ...auth, tokenVariable })}
      />
      <CheckedField
        label={t('api-sign-in.port')} value={redirectPort === undefined ? '' : String(redirectPort)} placeholder={t('api-sign-in.any-port')}
        fault={(text) => (text === '' || (/^\d{4,5}$/.test(text) && Number(text) >= 1024 && Number(text) <= 65_535) ? null : t('api-sign-in.port-wrong'))}
        onChange={(text) => onChange({ ...others, ...(secretVariable === undefined ? {} : { secretVariable }), ...(text === '' ? {} : { redirectPort: Number(text) }) })}
      />
      <SignIn key={auth.tokenVariable} auth={auth} />
      <p className="api-note">
        <Phrase of="api-sign-in.note" values={{ variable: <code>{auth.tokenVariable}</code>, file: REQUESTS_FILE }} />{' '}
        <Phrase of={redirectPort === undefined ? 'api-sign-in.redirect-any-port' : 'api-sign-in.redirect'} values={{ address: <code>{address}</code> }} />
      </p>
    </>
  );
}

function SignIn({ auth }: { auth: ApiOauth }) {
  const t = useWords();
  const api = useApi();
  const { session } = useDesk();
  const name = auth.tokenVariable;
  const state = useStore(api.signIns.store, (states) => states[name]);
  const tokens = useApiState((s) => (s.values[name] === undefined ? undefined : s.signIns[name]));
  const waiting = state?.waiting ?? false;
  const signIn = (): void => {
    void api.signIns.start(auth, { language: t.language, done: t('api-sign-in.page-done'), failed: t('api-sign-in.page-failed') });
  };
  const said = tokens === undefined ? t('api-sign-in.not-signed-in')
    : tokens.expiresAt === null ? t('api-sign-in.signed-in') : t('api-sign-in.signed-in-until', { time: t.date(tokens.expiresAt, { timeStyle: 'short' }) });
  return (
    <div className="api-sign-in">
      <p className="api-sign-in-state" role="status">
        {waiting ? t('api-sign-in.waiting') : said}
        {!waiting && tokens?.scope != null && tokens.scope !== '' && ` ${t('api-sign-in.granted', { scope: tokens.scope })}`}
      </p>
      <div className="api-sign-in-acts">
        <Button small kind={waiting || tokens !== undefined ? 'plain' : 'primary'} icon={<LogIn size={13} />} isDisabled={!waiting && !isOpen(session)} onPress={waiting ? () => api.signIns.cancel(name) : signIn}>
          {waiting ? t('api-sign-in.cancel') : t('api-sign-in.sign-in')}
        </Button>
        {!waiting && tokens?.refreshToken != null && (
          <Button small icon={<RefreshCw size={13} />} isDisabled={!isOpen(session)} onPress={() => void api.signIns.refresh(auth)}>
            {t('api-sign-in.refresh')}
          </Button>
        )}
        {!waiting && tokens !== undefined && (
          <Button small icon={<LogOut size={13} />} onPress={() => api.signIns.signOut(name)}>
            {t('api-sign-in.sign-out')}
          </Button>
        )}
      </div>
      {state?.opened != null && <Waiting name={name} opened={state.opened} />}
      {state?.error != null && (
        <div role="alert">
          <ErrorCard error={state.error} level={0} {...(waiting ? {} : { actions: { retry: signIn } })} />
        </div>
      )}
    </div>
  );
}

/** While the browser is away: its page once more, and the way by hand. */
function Waiting({ name, opened }: { name: string; opened: NonNullable<SignInState['opened']> }) {
  const t = useWords();
  const api = useApi();
  const [address, setAddress] = useState('');
  return (
    <form
      className="api-sign-in-waiting"
      onSubmit={(event) => {
        event.preventDefault();
        void api.signIns.paste(name, address);
      }}
    >
      {opened.movedTo !== null && <p className="api-note">{t('api-sign-in.moved', { host: opened.movedTo })}</p>}
      <Row label={t('api-sign-in.page-address')}>
        <span className="api-sign-in-acts">
          <input className="text-input" aria-label={t('api-sign-in.page-address')} value={opened.url} readOnly spellCheck={false} />
          <CopyButton what={t('api-sign-in.page-address')} text={opened.url} />
          <Button small icon={<ExternalLink size={13} />} onPress={() => api.signIns.openPage(name)}>
            {t('api-sign-in.open-again')}
          </Button>
        </span>
      </Row>
      <p className="api-note">{t('api-sign-in.by-hand', { address: opened.redirectUri })}</p>
      <Row label={t('api-sign-in.address')}>
        <span className="api-sign-in-acts">
          <input className="text-input" aria-label={t('api-sign-in.address')} value={address} spellCheck={false} autoComplete="off" onChange={(event) => setAddress(event.target.value)} />
          <Button small type="submit" isDisabled={address.trim() === ''}>
            {t('api-sign-in.use-address')}
          </Button>
        </span>
      </Row>
    </form>
  );
}
