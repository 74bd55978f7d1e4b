/** The list of all keyboard shortcuts. */
import { Dialog } from '../ui/dialog.tsx';
import { keyText } from '../ui/keys.ts';
import { shortcutGroups, shortcuts } from './shortcuts.ts';
import { useWords } from '../words/words-context.tsx';
import './settings.css';

export function ShortcutsDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  return (
    <Dialog title={t('settings.shortcuts')} open onClose={onClose}>
      <div className="shortcut-groups">
        {shortcutGroups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.entries.map((entry) => (
                <div key={entry.name}>
                  <dt>{entry.does}</dt>
                  <dd>
                    <kbd>{keyText(shortcuts[entry.name])}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
