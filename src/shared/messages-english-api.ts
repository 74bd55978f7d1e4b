/** The English words for what can go wrong in the API client. */
import { words } from './message-words.ts';
import type { MessageTable } from './messages.ts';

type ApiCode = Extract<keyof MessageTable['errors'], `API_${string}`>;

export const englishApiErrors: Pick<MessageTable['errors'], ApiCode> = {
  API_ADDRESS_REFUSED: ({ host }) =>
    words(
      `Backbench does not connect to ${host}`,
      'It works without a network. Requests go to this machine and to the services of the lab only.',
      'Send it to your own program: its address is in the variable baseUrl. For addresses elsewhere, take another client.',
    ),
  API_NO_ANSWER: ({ url, reason, message }) => {
    switch (reason) {
      case 'refused':
        return words('Nothing listens there', `No program takes connections at ${url}.`, 'Start your program in the terminal, and look whether it listens on this port.');
      case 'cut':
        return words('The connection was cut', `${url} closed the connection before its answer was complete: ${message}`, 'Look into the terminal: programs that end in the middle of an answer say why there.');
      case 'silent':
        return words('No answer came in time', `${url} said nothing for ${message}.`, 'Look into the terminal whether your program got the request, and whether every way through it ends in an answer.');
      case 'not-http':
        return words('What came back is not HTTP', `${url} answered with something else: ${message}`, 'Is this the port of your program, and not that of a database?');
      case 'tls':
        return words('No secure connection', `${url} and this client could not agree on TLS: ${message}`, 'Does the program speak HTTPS? A certificate must be signed by an authority that this machine trusts.');
      case 'other':
        return words('The request did not get through', `${url}: ${message}`, 'Mend what the message names, then send it again.');
    }
  },
  API_REQUEST_INVALID: ({ message }) => words('The request can\'t be sent as it is', message, 'Mend it and send it again.'),
  API_VALUES_MISSING: ({ names }) =>
    words(
      names.length === 1 ? `The variable ${names[0] ?? ''} has no value` : 'Some variables have no value',
      `The request uses ${names.map((each) => `{{${each}}}`).join(', ')}.`,
      'Give it a value under Variables, or send the request first that captures it.',
    ),
  API_FILE_UNREADABLE: ({ file, message, line }) =>
    words(`${file} can't be read`, line === null ? message : `Line ${String(line)}: ${message}`, 'Mend the file in the editor; until then nothing is written into it.'),
  API_NAME_TAKEN: ({ name: taken }) => words(`There is a request called ${taken}`, 'Names are unique in a file of requests.', 'Choose another name.'),
  API_DOCUMENT_UNREADABLE: ({ name: document, reason, message, line }) => {
    const title = `${document} can't be read`;
    switch (reason) {
      case 'empty':
        return words(title, 'There is nothing in it.', 'Choose an OpenAPI 3 document or a Postman collection 2.1. Nothing was changed.');
      case 'syntax':
        return words(title, line === null ? `It is neither JSON nor YAML: ${message}` : `It is neither JSON nor YAML. Line ${String(line)}: ${message}`, 'Mend it there and try again. Nothing was changed.');
      case 'swagger-2':
        return words(title, `It is a Swagger ${message} document, the format before OpenAPI 3.`, 'Convert it to OpenAPI 3 first, for example in the Swagger Editor. Nothing was changed.');
      case 'openapi-version':
        return words(title, `Its version of OpenAPI is ${message}; 3.0 and 3.1 are read here.`, 'Set the field openapi to 3.1.0 if the document is written that way. Nothing was changed.');
      case 'postman-version':
        return words(title, `It is a Postman collection of another format${message === '' ? '' : `: ${message}`}.`, 'In Postman, export the collection as “Collection v2.1”. Nothing was changed.');
      case 'not-openapi':
        return words(title, 'It is a Postman collection; only OpenAPI documents open as a page.', 'Import it, to have its requests in the list.');
      case 'not-an-object':
      case 'unknown':
        return words(title, `It is neither an OpenAPI 3 document nor a Postman collection. ${message}`.trim(), 'An OpenAPI document begins with “openapi: 3.1.0”; a collection is the JSON file that Postman exports. Nothing was changed.');
    }
  },
  API_DOCUMENT_EMPTY: ({ name: document }) => words(`There are no requests in ${document}`, 'The document is read, but it describes no operation.', 'Add a path with an operation, or choose another document.'),
  API_FILE_FULL: ({ limit }) => words('There are too many requests', `A file of requests holds ${String(limit)} at most.`, 'Choose fewer of them, or delete some that you no longer need.'),
  API_STREAM_REFUSED: ({ url, status, contentType, wanted }) => (wanted === 'websocket'
    ? words('The server did not open a WebSocket', `${url} answered with ${String(status)}; a WebSocket begins with 101.`, 'Is this the path on which your program takes WebSockets? The terminal says what it made of the request.')
    : words(
      'What came is no event stream', status === 200 ? `${url} answered with ${contentType === '' ? 'no content type' : contentType}; events come as text/event-stream.` : `${url} answered with ${String(status)}; a stream of events begins with 200.`,
      'Send it as a plain request to see the whole answer.',
    )),
  API_STREAM_CLOSED: () => words('The connection is closed', 'Nothing was sent.', 'Connect again, then send the message.'),
  API_SIGN_IN_FAILED: ({ reason, error, message }) => {
    switch (reason) {
      case 'state':
        return words('The browser came back with another state', 'The parameter state is not the one that was sent: the answer belongs to another sign-in, or somebody slipped it in. No code was redeemed.', 'Sign in again. If it happens each time, the provider does not give state back as it came.');
      case 'denied':
        return words('The provider says: access denied', message === '' ? 'The sign-in was refused or given up there.' : message, 'Sign in again, and agree to what is asked.');
      case 'refused':
        return words(`The provider says: ${error}`, message === '' ? 'It gave no description.' : message, 'Look at client ID, scopes and redirect address: the provider must know them as they stand here.');
      case 'silent':
        return words('Nobody came back from the sign-in page', `In ${message} minutes no browser was sent back. The port is closed again.`, 'Sign in again. If the page did not redirect, look at the redirect address that the provider has for this client.');
      case 'redirect':
        return words('The provider sent the browser to the wrong place', `The browser came to ${message} without the one code that belongs there.`, 'The redirect is redirect_uri as it was sent, with the parameters code and state.');
      case 'pasted':
        return words('This is not the address that the browser was sent to', `It begins with ${message}`, 'Copy the whole address from the browser, code and state with it.');
      case 'port':
        return words(error === '0' ? 'No port is free' : `Port ${error} is taken`, message === '' ? 'The browser could not be awaited.' : message, 'Choose another redirect port, or leave it empty for a free one.');
      case 'over':
        return words('This sign-in is over', 'Each one takes one address.', 'Sign in again.');
    }
  },
  API_TOKEN_REFUSED: ({ url, status, reason, error, body }) => {
    const answer = body === '' ? 'The body of its answer is empty.' : `Its answer: ${body}`;
    switch (reason) {
      case 'refused':
        return words(error === '' ? 'The token endpoint gave no token' : `The token endpoint says: ${error}`, `${url} answered with ${String(status)}. ${answer}`, error === 'invalid_grant' ? 'The code or the refresh token is used up, too old, or does not fit the verifier. Sign in again.' : 'Look at token URL, client ID and secret, then sign in again.');
      case 'no-token':
        return words('There is no access token in the answer', `${url} answered with ${String(status)}. ${answer}`, 'A token endpoint answers with a JSON object that has the text access_token.');
      case 'token-type':
        return words(`Tokens of the type ${error} can't be used`, `${url} gave one; only Bearer tokens are sent here.`, 'Let the provider answer with token_type Bearer.');
    }
  },
};
