/** The window's dialogs, loaded when first opened. */
import type { DialogName } from '../app/ui-state.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

export default function Dialogs({ dialog, onClose }: { dialog: DialogName; onClose(): void }) {
  return dialog === 'settings' ? <SettingsDialog onClose={onClose} /> : <ShortcutsDialog onClose={onClose} />;
}
