/** Asks before a reset, and says exactly what goes and what stays. */
import { useSyncExternalStore } from 'react';
import { serviceName } from '../../shared/messages.ts';
import { Confirm } from '../ui/dialog.tsx';
import { useDesk } from './lab-context.ts';
import { useWords } from '../words/words-context.tsx';

export function ResetDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useWords();
  const { detail, session, files, acts } = useDesk();
  const view = useSyncExternalStore(files.subscribe, files.view);
  const fileCount = view.entries?.filter((entry) => entry.kind === 'file').length ?? 0;
  const passed = session.steps.filter((step) => step.passed).length;
  return (
    <Confirm title={t('lab.reset-this-lab')} open={open} danger confirm={t('lab.reset-the-lab-2')} onConfirm={() => acts.reset('lab')} onClose={onClose}>
      <p>{t('lab.these-go-back-to-how')}</p>
      <ul>
        <li>
          {t('lab.your-files-file-in-the', { fileCount })}
        </li>
        {detail.services.map((service) => (
          <li key={service.id}>{t('lab.the-data-in', { kind: serviceName(service.kind, t.table) })}</li>
        ))}
        <li>{passed === 0 ? t('lab.reset-verdicts') : t('lab.reset-verdicts-passed', { passed })}</li>
      </ul>
      <p>{t('lab.the-course-outline-still-shows')}</p>
    </Confirm>
  );
}
