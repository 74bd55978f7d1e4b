/** The same page where names are chosen: nobody is at work there, so nothing can be copied or erased. */
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';
import { PrivacyPage } from './privacy-page.tsx';

export default function PrivacyDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  return (
    <Dialog title={t('privacy.title')} open onClose={onClose} size="wide">
      <PrivacyPage level={3} />
    </Dialog>
  );
}
