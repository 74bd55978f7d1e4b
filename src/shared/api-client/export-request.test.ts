import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { EXPORT_TARGETS, exportRequest } from './export-request.ts';
import { prepareRequest, type PreparedRequest } from './prepare-request.ts';
import { newApiRequest } from './new-request.ts';

function prepared(more: Parameters<typeof newApiRequest>[1]): PreparedRequest {
  const result = prepareRequest(newApiRequest('x', more), new Map());
  if ('problem' in result) throw new Error(result.problem);
  return result.request;
}
const odd = prepared({ method: 'PUT', url: 'http://127.0.0.1:1/a', headers: [{ name: 'X-Odd', value: `'"\\$(id)`, off: false }], body: { type: 'json', text: '{"a": "`x` \'y\' "}' } });

describe('exportRequest', () => {
  it('quotes for the shell so that nothing in it is run', () => {
    const printed = execFileSync('sh', ['-c', exportRequest(odd, 'curl').replace(/^curl/, String.raw`printf '%s\n'`)], { encoding: 'utf8' });
    expect(printed.trimEnd().split('\n')).toEqual(['http://127.0.0.1:1/a', '--request', 'PUT', '--header', `X-Odd: '"\\$(id)`, '--header', 'Content-Type: application/json', '--data-raw', '{"a": "`x` \'y\' "}']);
  });

  it('says all that is sent, in every language', () => {
    for (const { id } of EXPORT_TARGETS) {
      const text = exportRequest(odd, id);
      for (const part of ['PUT', '127.0.0.1:1/a', 'X-Odd', 'Content-Type', 'application/json']) expect(text, id).toContain(part);
    }
  });

  it('sends files of a multipart body as files', () => {
    const form = prepared({ method: 'POST', url: 'http://127.0.0.1:1/', body: { type: 'multipart', parts: [{ name: 'note', value: '@x', off: false }, { name: 'photo', value: '', file: 'a/tea.png', off: false }] } });
    expect(exportRequest(form, 'curl')).toContain("--form-string note=@x");
    expect(exportRequest(form, 'curl')).toContain('--form photo=@a/tea.png');
    expect(exportRequest(form, 'requests')).toContain('("photo", open("a/tea.png", "rb"))');
    expect(exportRequest(form, 'go')).toContain('form.CreateFormFile("photo", "tea.png")');
    expect(exportRequest(form, 'java')).toContain('BodyPublishers.ofFile(Path.of("a/tea.png"))');
    expect(exportRequest(form, 'fetch')).toContain('openAsBlob("a/tea.png")');
  });

  it('is Python that compiles', () => {
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: exportRequest(odd, 'requests') });
  });
});
