/**
 * oRPC asks of every value that comes or goes whether it is a form. Node loads fetch, with all that belongs to it, when
 * the name FormData is read, which takes 20 ms of each start. Nothing in the lab host makes a form, so nothing is one.
 * Imported first.
 */
class NoForm {
  constructor() {
    throw new Error('The lab host makes no forms: a value of the contract is never a file.');
  }
}

// Assigned: to define it anew would load Node's own first.
Object.assign(globalThis, { FormData: NoForm });
