/** Asks about a file that changed in two places, whichever panel shows it. */
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useDesk } from '../lab-context.ts';

const ConflictDialog = lazy(() => import('./conflict-dialog.tsx'));

export function Conflicts() {
  const { files } = useDesk();
  useSyncExternalStore(files.subscribe, files.view);
  const document = files.documents().find((each) => each.state === 'conflict');
  if (document === undefined) return null;
  return (
    <Suspense>
      <ConflictDialog key={document.path} document={document} files={files} />
    </Suspense>
  );
}
