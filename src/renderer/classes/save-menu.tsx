/** Saves or prints what the table shows: the same rows, made by the lab host. */
import { Printer } from 'lucide-react';
import { describeError } from '../../shared/messages.ts';
import { toCodedError } from '../transport/coded-error.ts';
import type { HostClient } from '../transport/connection.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { useWords } from '../words/words-context.tsx';

/** @param onTold gets what came of it */
export function SaveMenu({ name, disabled, onTold }: { name: string; disabled: boolean; onTold(text: string): void }) {
  const t = useWords();
  const connection = useConnection();
  const run = (work: () => Promise<string | null>): void => {
    work().then(
      (text) => {
        if (text !== null) onTold(text);
      },
      (thrown: unknown) => onTold(Object.values(describeError(toCodedError(thrown), t.table)).filter((part) => part !== '').join(' ')),
    );
  };
  const save = (file: string, act: (host: HostClient, token: string) => Promise<void>): void =>
    run(async () => {
      const chosen = await connection.main.chooseFile({ name: file });
      if (chosen === null) return null;
      await connection.call((host) => act(host, chosen.token));
      return t('classes.saved', { file: chosen.path.replace(/^.*[/\\]/, '') });
    });
  const print = (): void =>
    run(async () => {
      const { html } = await connection.call((host) => host.classes.page({ name }));
      const { printed } = await connection.main.print({ html });
      return printed ? t('classes.printed') : t('classes.not-printed');
    });
  return (
    <Menu
      label={t('classes.save')}
      trigger={
        <Button icon={<Printer size={15} />} isDisabled={disabled}>
          {t('classes.save')}
        </Button>
      }
      entries={[
        { id: 'learners', label: t('classes.save-learners'), onAction: () => save(t('classes.file-learners', { name }), (host, token) => host.classes.saveTable({ name, of: 'learners', token })) },
        { id: 'labs', label: t('classes.save-labs'), onAction: () => save(t('classes.file-labs', { name }), (host, token) => host.classes.saveTable({ name, of: 'labs', token })) },
        { id: 'assignments', label: t('classes.save-assignments'), onAction: () => save(t('classes.file-assignments', { name }), (host, token) => host.classes.saveTable({ name, of: 'assignments', token })) },
        { id: 'page', label: t('classes.save-page'), onAction: () => save(t('classes.file-page', { name }), (host, token) => host.classes.savePage({ name, token })) },
        { kind: 'line', id: 'line' },
        { id: 'print', label: t('classes.print'), onAction: print },
      ]}
    />
  );
}
