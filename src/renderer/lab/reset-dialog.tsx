/** Asks before a reset, and says exactly what goes and what stays. */
import { useSyncExternalStore } from 'react';
import { count } from '../../shared/messages-format.ts';
import { serviceName } from '../../shared/messages.ts';
import { Confirm } from '../ui/dialog.tsx';
import { useDesk } from './lab-context.ts';

export function ResetDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { detail, session, files, acts } = useDesk();
  const view = useSyncExternalStore(files.subscribe, files.view);
  const fileCount = view.entries?.filter((entry) => entry.kind === 'file').length ?? 0;
  const passed = session.steps.filter((step) => step.passed).length;
  return (
    <Confirm title="Reset this lab?" open={open} danger confirm="Reset the lab" onConfirm={() => acts.reset('lab')} onClose={onClose}>
      <p>These go back to how the lab began:</p>
      <ul>
        <li>
          Your files: {count(fileCount, 'file')} in the workspace, those that you made included
        </li>
        {detail.services.map((service) => (
          <li key={service.id}>The data in {serviceName(service.kind)}</li>
        ))}
        <li>The verdicts and hints of {passed === 0 ? 'all steps' : `all steps, ${passed} of them passed`}</li>
      </ul>
      <p>The course outline still shows what you have passed. What is there now is kept: undo the reset from the Lab menu, or go back to it in the timeline.</p>
    </Confirm>
  );
}
