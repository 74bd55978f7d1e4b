/** Saves a result as CSV or JSON where the learner says; a large one can be called off. */
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ExportFormat } from '../../../shared/data-views.ts';
import { describeError } from '../../../shared/messages.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useWords } from '../../words/words-context.tsx';

export function ExportMenu({ run }: { run: string }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [state, setState] = useState<{ kind: 'idle' | 'saving' } | { kind: 'told'; text: string }>({ kind: 'idle' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const save = async (format: ExportFormat): Promise<void> => {
    const chosen = await connection.main.chooseFile({ name: `result.${format}` });
    if (chosen === null) return;
    const controller = new AbortController();
    stop.current = controller;
    setState({ kind: 'saving' });
    const { signal } = controller;
    try {
      await connection.call((host) => host.data.export({ run, format, token: chosen.token }, { signal }), { signal });
      tell(t('query.saved-as', { file: chosen.path.replace(/^.*[/\\]/, '') }));
    } catch (thrown) {
      tell(signal.aborted ? t('query.not-saved') : describeError(toCodedError(thrown), t.table).title);
    }
  };
  const tell = (text: string): void => {
    setState({ kind: 'told', text });
    announce(text);
  };
  const begin = (format: ExportFormat): void => {
    save(format).catch((thrown: unknown) => tell(describeError(toCodedError(thrown), t.table).title));
  };

  if (state.kind === 'saving') {
    return (
      <Button small icon={<Spinner size={12} />} onPress={() => stop.current?.abort()}>
        {t('query.cancel-saving')}
      </Button>
    );
  }
  return (
    <>
      {state.kind === 'told' && <span className="result-saved">{state.text}</span>}
      <Menu
        label={t('query.export')}
        trigger={<IconButton small label={t('query.export-the-rows')} icon={<Download size={14} />} />}
        entries={[
          { id: 'csv', label: t('query.save-as-csv'), onAction: () => begin('csv') },
          { id: 'json', label: t('query.save-as-json'), onAction: () => begin('json') },
        ]}
      />
    </>
  );
}
