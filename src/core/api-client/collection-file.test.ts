import { describe, expect, it } from 'vitest';
import { newApiRequest } from '../../shared/api-client/new-request.ts';
import { oauthSchema } from '../../shared/api-client/request-format.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { loadCollection, moveRequest, readCollection, removeRequest, saveRequest, saveVariables } from './collection-file.ts';

/** A workspace of one file, which another program may change under our hands. */
function file(start: string | null) {
  const state = { text: start, hash: 0, disturb: '' };
  return {
    state,
    read: (path: string) => (state.text === null ? Promise.reject(new BackbenchError('FILE_NOT_FOUND', { path })) : Promise.resolve({ path, text: state.text, hash: String(state.hash) })),
    write: (path: string, text: string, hash: string | null) => {
      if (state.disturb !== '') {
        state.text = state.disturb;
        state.disturb = '';
        state.hash += 1;
      }
      if (hash !== (state.text === null ? null : String(state.hash))) return Promise.reject(new BackbenchError('FILE_CHANGED', { path }));
      state.hash += 1;
      state.text = text;
      return Promise.resolve({ path, text, hash: String(state.hash) });
    },
  };
}

describe('the file of requests', () => {
  it('is made with the first request, and read again', async () => {
    const place = file(null);
    expect((await loadCollection(place)).saved.requests).toEqual([]);
    const request = newApiRequest('List', { url: '/products', query: [{ name: 'limit', value: '5', off: true }] });
    await saveRequest(place, request, null);
    expect((await loadCollection(place)).saved.requests).toEqual([request]);
    expect(place.state.text).toContain('# Saved requests');
  });

  it('keeps comments and everything else when one request changes', async () => {
    const place = file('# mine\nvariables:\n  a: "1" # why\nrequests:\n  # the first\n  - name: One\n    url: /one\n  - name: Two\n    url: /two\n');
    await saveRequest(place, newApiRequest('Zwei', { url: '/2' }), 'Two');
    expect(place.state.text).toContain('# mine');
    expect(place.state.text).toContain('# the first');
    expect((await loadCollection(place)).saved.requests.map(({ name }) => name)).toEqual(['One', 'Zwei']);
    await removeRequest(place, 'One');
    await saveVariables(place, 'local', { token: 'x' });
    expect((await loadCollection(place)).saved).toMatchObject({ variables: { a: '1' }, environments: { local: { token: 'x' } }, requests: [{ name: 'Zwei' }] });
  });

  it('moves a request with its comments, and puts a new one where it is told', async () => {
    const place = file('requests:\n  - name: One\n    url: /one\n  # the second\n  - name: Two\n    url: /two # why\n  - name: Three\n    url: /three\n');
    const names = async () => (await loadCollection(place)).saved.requests.map(({ name }) => name);
    await moveRequest(place, 'Two', 'One');
    expect(await names()).toEqual(['Two', 'One', 'Three']);
    expect(place.state.text).toMatch(/# the second\n *- name: Two\n *url: \/two # why/);
    await moveRequest(place, 'Two', null);
    expect(await names()).toEqual(['One', 'Three', 'Two']);
    await saveRequest(place, newApiRequest('Copy'), null, 'Three');
    await moveRequest(place, 'Gone', 'One');
    expect(await names()).toEqual(['One', 'Copy', 'Three', 'Two']);
  });

  it('saves on top of what another program saved meanwhile', async () => {
    const place = file('requests:\n  - { name: One, url: /one }\n');
    place.state.disturb = 'requests:\n  - { name: One, url: /one }\n  - { name: Theirs, url: /theirs }\n';
    await saveRequest(place, newApiRequest('Mine', { url: '/mine' }), null);
    expect((await loadCollection(place)).saved.requests.map(({ name }) => name)).toEqual(['One', 'Theirs', 'Mine']);
  });

  it('never writes over a file that it can not read, and says where the fault is', async () => {
    const place = file('requests:\n  - name: One\n    method: get\n    url: /one\n');
    expect((await loadCollection(place)).problem).toMatchObject({ line: 3 });
    await expect(saveRequest(place, newApiRequest('Mine', { url: '/mine' }), null)).rejects.toMatchObject({ code: 'API_FILE_UNREADABLE' });
    expect(place.state.text).toContain('method: get');
    expect(readCollection('a: [')).toMatchObject({ problem: { line: 1 } });
    expect(readCollection('- a list')).toMatchObject({ problem: { line: 1 } });
  });

  it('holds how to sign in, and no secret', async () => {
    const place = file(null);
    const auth = oauthSchema.parse({ type: 'oauth', authorizationUrl: '{{baseUrl}}/authorize', tokenUrl: '{{baseUrl}}/token', clientId: 'desk', secretVariable: 'client_secret', redirectPort: 8976 });
    await saveRequest(place, newApiRequest('Orders', { url: '/orders', auth }), null);
    expect((await loadCollection(place)).saved.requests[0]?.auth).toEqual(auth);
    const text = place.state.text ?? '';
    expect(readCollection(text.replace('secretVariable: client_secret', 'clientSecret: s3cr3t'))).toMatchObject({ problem: { message: expect.stringContaining('clientSecret') as unknown } });
    expect(readCollection(text.replace('secretVariable: client_secret', 'secretVariable: s3cr3t!'))).toMatchObject({ problem: { message: expect.stringContaining('name') as unknown } });
  });

  it('refuses a second request of one name', async () => {
    const place = file('requests:\n  - { name: One, url: /one }\n');
    await expect(saveRequest(place, newApiRequest('One', { url: '/x' }), null)).rejects.toMatchObject({ code: 'API_NAME_TAKEN' });
  });
});
