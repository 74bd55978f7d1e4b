/** Why a part of a document is not taken, in words. */
import type { LeftOut } from '../../../shared/api-client/import-views.ts';

export function leftWords({ reason, detail }: LeftOut): string {
  switch (reason) {
    case 'address-elsewhere':
      return `It names ${detail}. Backbench sends to this machine and the lab only: use the address of your program.`;
    case 'auth-kind':
      return `The authorization is not known here: ${detail}.`;
    case 'body-kind':
      return `A body of the kind “${detail}” is not known here.`;
    case 'callbacks':
      return 'Callbacks are requests that the server sends; they are left out.';
    case 'dynamic-variable':
      return `{{${detail}}} has no value here.`;
    case 'external-reference':
      return `${detail} lies in another document, which is not opened.`;
    case 'file-to-choose':
      return `Choose the file for “${detail}” in the body: @ and a path of the workspace.`;
    case 'invalid-document':
      return `The document is not valid: ${detail}. What could be read of it is below.`;
    case 'not-a-request':
      return 'It is no request.';
    case 'other-content-type':
      return `The body is taken as one type only. Left out: ${detail}.`;
    case 'other-servers':
      return `More servers are left out: ${detail}.`;
    case 'saved-answers':
      return `Saved answers are left out (${detail}).`;
    case 'script':
      return 'Scripts are not run. Tests of the status and values that are kept were taken, the rest was not.';
    case 'too-long':
      return 'It is longer than a request may be, or has too many rows.';
    case 'too-many':
      return `${detail} requests more than a file holds are left out.`;
    case 'webhooks':
      return `Webhooks are requests that the server sends; they are left out: ${detail}.`;
  }
}
