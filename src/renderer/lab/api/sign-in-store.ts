/** Signing in by OAuth: what waits for the browser, the tokens that came, and their refreshing before they are over. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiAuth, ApiOauth } from '../../../shared/api-client/request-format.ts';
import type { ApiTokens, SignInPage } from '../../../shared/api-client/sign-in-views.ts';
import type { CodedError } from '../../../shared/messages.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import type { Connection } from '../../transport/connection.ts';
import type { KeptState, KeptTokens } from './kept-state.ts';

/** A token that is over sooner is refreshed before it is sent, in milliseconds: time for the request to get there. */
const EARLY_MS = 30_000;

export interface SignInState {
  waiting: boolean;
  /** What the browser was sent to; null until it is known. */
  opened: { signIn: string; url: string; redirectUri: string; movedTo: string | null } | null;
  error: CodedError | null;
}
const IDLE: SignInState = { waiting: false, opened: null, error: null };

/** Where tokens are kept: the access token is a captured value like any other. */
type Kept = Pick<StoreApi<Pick<KeptState, 'values' | 'signIns'>>, 'getState' | 'setState'>;

/** By the variable that holds the access token. */
export class SignInClient {
  readonly store: StoreApi<Readonly<Record<string, SignInState>>> = createStore<Readonly<Record<string, SignInState>>>()(() => ({}));
  readonly #connection: Connection;
  readonly #lab: string;
  readonly #kept: Kept;
  readonly #values: () => Record<string, string>;
  readonly #stops = new Map<string, AbortController>();
  readonly #refreshing = new Map<string, Promise<void>>();

  /** @param values what `{{name}}` stands for */
  constructor(connection: Connection, lab: string, kept: Kept, values: () => Record<string, string>) {
    this.#connection = connection;
    this.#lab = lab;
    this.#kept = kept;
    this.#values = values;
  }

  /** Opens the sign-in page in the learner's browser and waits for the tokens. */
  async start(auth: ApiOauth, page: SignInPage): Promise<void> {
    const name = auth.tokenVariable;
    if (this.#stops.has(name)) return;
    const stop = new AbortController();
    const { signal } = stop;
    this.#stops.set(name, stop);
    this.#set(name, { ...IDLE, waiting: true });
    try {
      const events = await this.#connection.call((host) => host.api.signIn({ lab: this.#lab, auth, values: this.#values(), page }, { signal }), { signal });
      for await (const event of events) {
        if (event.type === 'signed-in') this.#keep(name, event.tokens);
        else {
          const { type: _type, ...opened } = event;
          this.#set(name, { opened });
          this.openPage(name);
        }
      }
    } catch (thrown) {
      if (!signal.aborted) this.#set(name, { error: toCodedError(thrown) });
    } finally {
      this.#stops.delete(name);
      this.#set(name, { waiting: false, opened: null });
    }
  }

  openPage(name: string): void {
    const { opened } = this.of(name);
    if (opened === null) return;
    this.#connection.main.openLink({ url: opened.url }).catch(() => {
      // Refused by main or by the person: the address stands in the panel.
    });
  }

  cancel(name: string): void {
    this.#stops.get(name)?.abort(new DOMException('Cancelled', 'AbortError'));
  }

  /** Takes the address that the browser was sent back to, by hand. */
  async paste(name: string, address: string): Promise<void> {
    const { opened } = this.of(name);
    if (opened === null) return;
    try {
      await this.#connection.call((host) => host.api.pasteRedirect({ signIn: opened.signIn, address }));
      this.#set(name, { error: null });
    } catch (thrown) {
      this.#set(name, { error: toCodedError(thrown) });
    }
  }

  /** Forgets the tokens. */
  signOut(name: string): void {
    this.#kept.setState(({ values, signIns }) => {
      const { [name]: _token, ...others } = values;
      const { [name]: _tokens, ...rest } = signIns;
      return { values: others, signIns: rest };
    });
    this.#set(name, { error: null });
  }

  async refresh(auth: ApiOauth): Promise<void> {
    const name = auth.tokenVariable;
    this.#set(name, { error: null });
    try {
      await this.#refresh(auth);
    } catch (thrown) {
      this.#set(name, { error: toCodedError(thrown) });
    }
  }

  /** Refreshes a token that is over, or soon will be, where that can be done. @throws why it can't; the signal's reason */
  async fresh(auth: ApiAuth, signal: AbortSignal): Promise<void> {
    if (auth.type !== 'oauth') return;
    const kept = this.#kept.getState().signIns[auth.tokenVariable];
    if (kept?.refreshToken == null || kept.expiresAt === null || kept.expiresAt - Date.now() > EARLY_MS) return;
    const left = Promise.withResolvers<never>();
    const leave = (): void => left.reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    try {
      await Promise.race([this.#refresh(auth), left.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** When the lab's view goes. */
  leaveAll(): void {
    for (const stop of this.#stops.values()) stop.abort(new DOMException('Closed', 'AbortError'));
  }

  of(name: string): SignInState {
    return this.store.getState()[name] ?? IDLE;
  }

  /** Once at a time for each token: a refresh token works once. */
  #refresh(auth: ApiOauth): Promise<void> {
    const name = auth.tokenVariable;
    const present = this.#refreshing.get(name);
    if (present !== undefined) return present;
    const kept = this.#kept.getState().signIns[name];
    const refreshToken = kept?.refreshToken ?? null;
    if (refreshToken === null) return Promise.resolve();
    const work = this.#connection.call((host) => host.api.refreshTokens({ lab: this.#lab, auth, values: this.#values(), refreshToken }))
      .then((tokens) => {
        // Signed out, or in again, meanwhile.
        if (this.#kept.getState().signIns[name] === kept) this.#keep(name, tokens);
      })
      .finally(() => this.#refreshing.delete(name));
    this.#refreshing.set(name, work);
    return work;
  }

  #keep(name: string, { accessToken, ...rest }: ApiTokens): void {
    const tokens: KeptTokens = rest;
    this.#kept.setState(({ values, signIns }) => ({ values: { ...values, [name]: accessToken }, signIns: { ...signIns, [name]: tokens } }));
  }

  #set(name: string, change: Partial<SignInState>): void {
    this.store.setState((state) => ({ [name]: { ...IDLE, ...state[name], ...change } }));
  }
}
