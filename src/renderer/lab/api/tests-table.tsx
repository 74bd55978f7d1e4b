/** What the answer must be like: a row for each test. */
import { X } from 'lucide-react';
import { API_TEST_OPERATORS, type ApiTest, type ApiTestOperator } from '../../../shared/api-client/request-format.ts';
import { IconButton } from '../../ui/button.tsx';

const WORDS: Readonly<Record<ApiTestOperator, string>> = {
  equals: 'equals', 'not-equals': 'does not equal', contains: 'contains', matches: 'matches pattern', exists: 'is there', missing: 'is not there',
  type: 'is of type', count: 'has this many', above: 'is above', below: 'is below', schema: 'fits JSON Schema', openapi: 'is as OpenAPI says',
};
const WITHOUT_VALUE: ReadonlySet<ApiTestOperator> = new Set(['exists', 'missing']);
const PLACES = ['status', 'time', 'body', 'header content-type', 'header location', '$.id', '$.items', '$.error'];
const PLACEHOLDERS: Partial<Record<ApiTestOperator, string>> = { type: 'string, number, integer, boolean, list, object, null', schema: 'schemas/product.json', openapi: 'openapi.yaml', matches: '^application/json' };

const EMPTY: ApiTest = { of: '', is: 'equals', value: '', off: false };

export function TestsTable({ tests, onChange }: { tests: readonly ApiTest[]; onChange(tests: ApiTest[]): void }) {
  const change = (at: number, part: Partial<ApiTest>): void => {
    const next = [...tests];
    next[at] = { ...(tests[at] ?? EMPTY), ...part };
    onChange(next);
  };
  return (
    <table className="api-table api-tests" aria-label="Tests">
      <thead>
        <tr>
          <th className="api-table-on"><span className="visually-hidden">Run</span></th>
          <th>In the answer</th>
          <th>Must</th>
          <th>Value</th>
          <th className="api-table-end"><span className="visually-hidden">Remove</span></th>
        </tr>
      </thead>
      <tbody>
        {[...tests, EMPTY].map((test, at) => {
          const last = at === tests.length;
          const label = last ? 'New test' : `Test ${at + 1}`;
          return (
            <tr key={at} data-off={test.off || undefined}>
              <td className="api-table-on">
                {!last && <input type="checkbox" aria-label={`${label}, run`} checked={!test.off} onChange={(event) => change(at, { off: !event.target.checked })} />}
              </td>
              <td>
                <input aria-label={`${label}, place in the answer`} value={test.of} list="api-test-places" placeholder={last ? 'status, $.id, header location' : ''} spellCheck={false} onChange={(event) => change(at, { of: event.target.value })} />
              </td>
              <td>
                <select aria-label={`${label}, comparison`} value={test.is} onChange={(event) => change(at, { is: event.target.value as ApiTestOperator, ...(test.of === '' && ['schema', 'openapi'].includes(event.target.value) ? { of: 'body' } : {}) })}>
                  {API_TEST_OPERATORS.map((operator) => (
                    <option key={operator} value={operator}>
                      {WORDS[operator]}
                    </option>
                  ))}
                </select>
              </td>
              <td>
                <input
                  aria-label={`${label}, value`} value={WITHOUT_VALUE.has(test.is) ? '' : test.value} disabled={WITHOUT_VALUE.has(test.is)} placeholder={PLACEHOLDERS[test.is] ?? ''}
                  spellCheck={false} onChange={(event) => change(at, { value: event.target.value })}
                />
              </td>
              <td className="api-table-end">
                {!last && <IconButton small label={`Remove ${label}`} icon={<X size={13} />} onPress={() => onChange(tests.filter((_, index) => index !== at))} />}
              </td>
            </tr>
          );
        })}
      </tbody>
      <caption className="visually-hidden">
        Tests
        <datalist id="api-test-places">
          {PLACES.map((place) => (
            <option key={place} value={place} />
          ))}
        </datalist>
      </caption>
    </table>
  );
}
