/** What the answer must be like: a row for each test. */
import { X } from 'lucide-react';
import { API_TEST_OPERATORS, type ApiTest, type ApiTestOperator } from '../../../shared/api-client/request-format.ts';
import { IconButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

const WORDS: Readonly<Record<ApiTestOperator, MessageKey>> = {
  equals: 'api.is-equals', 'not-equals': 'api.is-not-equals', contains: 'api.is-contains', matches: 'api.is-matches', exists: 'api.is-exists', missing: 'api.is-missing',
  type: 'api.is-type', count: 'api.is-count', above: 'api.is-above', below: 'api.is-below', schema: 'api.is-schema', openapi: 'api.is-openapi',
};
const WITHOUT_VALUE: ReadonlySet<ApiTestOperator> = new Set(['exists', 'missing']);
const PLACES = ['status', 'time', 'body', 'header content-type', 'header location', '$.id', '$.items', '$.error'];
const PLACEHOLDERS: Partial<Record<ApiTestOperator, string>> = { type: 'string, number, integer, boolean, list, object, null', schema: 'schemas/product.json', openapi: 'openapi.yaml', matches: '^application/json' };

const EMPTY: ApiTest = { of: '', is: 'equals', value: '', off: false };

export function TestsTable({ tests, onChange }: { tests: readonly ApiTest[]; onChange(tests: ApiTest[]): void }) {
  const t = useWords();
  const change = (at: number, part: Partial<ApiTest>): void => {
    const next = [...tests];
    next[at] = { ...(tests[at] ?? EMPTY), ...part };
    onChange(next);
  };
  return (
    <table className="api-table api-tests" aria-label={t('api.tests')}>
      <thead>
        <tr>
          <th className="api-table-on"><span className="visually-hidden">{t('api.run')}</span></th>
          <th>{t('api.in-the-answer')}</th>
          <th>{t('api.must')}</th>
          <th>{t('api.value-2')}</th>
          <th className="api-table-end"><span className="visually-hidden">{t('api.remove')}</span></th>
        </tr>
      </thead>
      <tbody>
        {[...tests, EMPTY].map((test, at) => {
          const last = at === tests.length;
          const label = last ? t('api.new-test') : t('api.test-number', { at: at + 1 });
          return (
            <tr key={at} data-off={test.off || undefined}>
              <td className="api-table-on">
                {!last && <input type="checkbox" aria-label={t('api.run-2', { label })} checked={!test.off} onChange={(event) => change(at, { off: !event.target.checked })} />}
              </td>
              <td>
                <input aria-label={t('api.place-in-the-answer', { label })} value={test.of} list="api-test-places" placeholder={last ? 'status, $.id, header location' : ''} spellCheck={false} onChange={(event) => change(at, { of: event.target.value })} />
              </td>
              <td>
                <select aria-label={t('api.comparison', { label })} value={test.is} onChange={(event) => change(at, { is: event.target.value as ApiTestOperator, ...(test.of === '' && ['schema', 'openapi'].includes(event.target.value) ? { of: 'body' } : {}) })}>
                  {API_TEST_OPERATORS.map((operator) => (
                    <option key={operator} value={operator}>
                      {t(WORDS[operator])}
                    </option>
                  ))}
                </select>
              </td>
              <td>
                <input
                  aria-label={t('api.value', { label })} value={WITHOUT_VALUE.has(test.is) ? '' : test.value} disabled={WITHOUT_VALUE.has(test.is)} placeholder={PLACEHOLDERS[test.is] ?? ''}
                  spellCheck={false} onChange={(event) => change(at, { value: event.target.value })}
                />
              </td>
              <td className="api-table-end">
                {!last && <IconButton small label={t('api.remove-2', { label })} icon={<X size={13} />} onPress={() => onChange(tests.filter((_, index) => index !== at))} />}
              </td>
            </tr>
          );
        })}
      </tbody>
      <caption className="visually-hidden">
        {t('api.tests')}
        <datalist id="api-test-places">
          {PLACES.map((place) => (
            <option key={place} value={place} />
          ))}
        </datalist>
      </caption>
    </table>
  );
}
