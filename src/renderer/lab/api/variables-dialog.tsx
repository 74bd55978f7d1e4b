/** What `{{name}}` stands for: for all environments, for one, and what answers brought. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ApiPair } from '../../../shared/api-client/request-format.ts';
import { apiVariableName } from '../../../shared/api-client/request-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useDesk } from '../lab-context.ts';
import { PairTable } from './pair-table.tsx';
import { useApi, useApiState } from './use-api.ts';
import { Phrase, useWords } from '../../words/words-context.tsx';

/** Choices that are no environment; its names can't begin with a blank. */
const [ALL, CAPTURED] = [' all', ' captured'];

const rowsOf = (values: Readonly<Record<string, string>> | undefined): ApiPair[] => Object.entries(values ?? {}).map(([name, value]) => ({ name, value, off: false }));
const valuesOf = (rows: readonly ApiPair[]): Record<string, string> => Object.fromEntries(rows.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]));

export function VariablesDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  const api = useApi();
  const { session } = useDesk();
  const saved = useApiState((s) => s.requests?.saved);
  const captured = useApiState((s) => s.values);
  const fault = useApiState((s) => s.fault);
  const chosen = useApiState((s) => s.environment);
  const environments = Object.keys(saved?.environments ?? {});
  const [place, setPlace] = useState(() => (chosen !== null && environments.includes(chosen) ? chosen : Object.keys(captured).length > 0 ? CAPTURED : ALL));
  const [fresh, setFresh] = useState('');
  const start = (where: string): ApiPair[] => rowsOf(where === CAPTURED ? captured : where === ALL ? saved?.variables : saved?.environments[where]);
  const [rows, setRows] = useState(() => start(place));
  const show = (where: string): void => {
    setPlace(where);
    setRows(start(where));
  };
  const wrong = rows.find(({ name }) => name.trim() !== '' && !apiVariableName.safeParse(name.trim()).success);
  const save = async (): Promise<void> => {
    if (place === CAPTURED) api.setValues(valuesOf(rows));
    else if (!(await api.saved.saveVariables(place === ALL ? null : place, valuesOf(rows)))) return;
    onClose();
  };
  const addEnvironment = async (): Promise<void> => {
    const name = fresh.trim();
    if (name === '' || environments.includes(name) || !(await api.saved.saveVariables(name, {}))) return;
    setFresh('');
    api.setEnvironment(name);
    setPlace(name);
    setRows([]);
  };
  const own = session.services.flatMap(({ id, connection }) => (connection === null ? [] : [`${id}.host`, `${id}.port`, `${id}.user`, `${id}.password`]));
  return (
    <Dialog
      title={t('api.variables')}
      open
      onClose={onClose}
      size="medium"
      actions={
        <>
          <Button onPress={onClose}>{t('api.cancel')}</Button>
          <Button kind="primary" isDisabled={wrong !== undefined} onPress={() => void save()}>
            {t('api.save')}
          </Button>
        </>
      }
    >
      <div className="api-variables">
        <div className="api-variables-bar">
          <Choice
            label={t('api.variables-of')} value={place} onChange={show}
            options={[{ id: CAPTURED, label: t('api.captured-values') }, { id: ALL, label: t('api.all-environments') }, ...environments.map((name) => ({ id: name, label: name }))]}
          />
          <span className="api-variables-new">
            <input className="text-input" aria-label={t('api.new-environment')} placeholder={t('api.new-environment')} value={fresh} spellCheck={false} maxLength={60} onChange={(event) => setFresh(event.target.value)} />
            <Button small icon={<Plus size={13} />} isDisabled={fresh.trim() === '' || environments.includes(fresh.trim())} onPress={() => void addEnvironment()}>
              {t('api.add')}
            </Button>
          </span>
        </div>
        <PairTable kind="variable" rows={rows} onChange={setRows} always placeholders={['token', '']} />
        {wrong !== undefined && <p className="api-fault" role="alert">{t('api.cant-be-a-name-letters', { name: wrong.name })}</p>}
        <p className="api-note">
          <Phrase of="api.variables-order" values={{ uuid: '$uuid', timestamp: '$timestamp', random: '$randomInt' }} />
          {own.length > 0 && <> <Phrase of="api.variables-of-services" values={{ names: own.slice(0, 4).map((name, at) => <span key={name}>{at > 0 && ', '}<code>{name}</code></span>) }} /></>}
        </p>
        {fault !== null && <ErrorCard error={fault} level={0} />}
      </div>
    </Dialog>
  );
}
