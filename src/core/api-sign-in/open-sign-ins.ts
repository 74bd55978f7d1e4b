/** The sign-ins that wait for a browser, by the names under which an address is pasted. */
import { BackbenchError } from '../../shared/errors.ts';

/** Takes the address that the browser was sent back to. @throws BackbenchError API_SIGN_IN_FAILED when it is none */
export type Paste = (address: string) => void;

export class OpenSignIns {
  readonly #open = new Map<string, Paste>();

  add(name: string, paste: Paste): () => void {
    this.#open.set(name, paste);
    return () => this.#open.delete(name);
  }

  /** @throws BackbenchError API_SIGN_IN_FAILED when it is over, or when the address is none that a browser is sent back to */
  paste(name: string, address: string): void {
    const paste = this.#open.get(name);
    if (paste === undefined) throw new BackbenchError('API_SIGN_IN_FAILED', { reason: 'over', error: '', message: '' });
    paste(address);
  }
}
