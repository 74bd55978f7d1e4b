/** All keyboard shortcuts: what they are, other keys for them, and what those would collide with. */
import { RotateCcw, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useAnnounce } from '../ui/announce.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { keyText, onMac } from '../ui/keys.ts';
import { type T, useWords } from '../words/words-context.tsx';
import { combinationOf, conflictsOf, isRefused, type ShortcutConflict } from './shortcut-rules.ts';
import { defaultShortcuts, shortcutGroups, type ShortcutName } from './shortcuts.ts';
import { useSettings } from './settings-context.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import './settings.css';
import './shortcuts.css';

export function ShortcutsDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  const { settings, known, change } = useSettings();
  const shortcuts = useShortcuts();
  const announce = useAnnounce();
  /** The row whose keys are being pressed: group and shortcut, as one shortcut may stand in two groups. */
  const [asking, setAsking] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ row: string; keys: string } | null>(null);

  const keep = (name: ShortcutName, keys: string): void => {
    const { [name]: _before, ...others } = settings.shortcuts;
    const next = keys === defaultShortcuts[name] ? others : { ...others, [name]: keys };
    setRefused(null);
    const conflicts = conflictsOf(name, { ...shortcuts, [name]: keys }, onMac);
    void change({ shortcuts: next }).then((failed) =>
      announce(failed === null ? [keyText(keys), ...conflicts.map((each) => conflictText(each, t))].join('. ') : t('settings.not-kept')));
  };

  return (
    <Dialog title={t('settings.shortcuts')} open onClose={onClose}>
      <div className="shortcut-head">
        <p>{t('settings.shortcuts-about')}</p>
        <Button small icon={<RotateCcw size={14} />} onPress={() => {
          setRefused(null);
          void change({ shortcuts: {} }).then((failed) => announce(t(failed === null ? 'settings.shortcuts-all-reset' : 'settings.not-kept')));
        }}>
          {t('settings.shortcuts-reset-all')}
        </Button>
      </div>
      <div className="shortcut-groups">
        {shortcutGroups.map((group) => (
          <section key={group.place} aria-label={t(group.title)}>
            <h3>{t(group.title)}</h3>
            <ul>
              {group.entries.map(({ name, does }) => {
                const row = `${group.place} ${name}`;
                const conflicts = conflictsOf(name, shortcuts, onMac);
                const isOwn = shortcuts[name] !== defaultShortcuts[name];
                const told = refused?.row === row;
                return (
                  <li key={name}>
                    <div className="shortcut-row">
                      <span>{t(does)}</span>
                      {isOwn && <IconButton small label={t('settings.shortcut-reset', { does: t(does), keys: keyText(defaultShortcuts[name]) })} icon={<RotateCcw size={13} />} onPress={() => keep(name, defaultShortcuts[name])} />}
                      <AriaButton
                        className="shortcut-key"
                        isDisabled={!known}
                        data-asking={asking === row ? true : undefined}
                        aria-label={asking === row ? t('settings.shortcut-press') : t('settings.shortcut-change', { does: t(does), keys: keyText(shortcuts[name]) })}
                        {...(conflicts.length > 0 || told ? { 'aria-describedby': `shortcut-note-${group.place}-${name}` } : {})}
                        onPress={() => {
                          setRefused(null);
                          setAsking(row);
                          announce(t('settings.shortcut-press'));
                        }}
                        onBlur={() => setAsking((last) => (last === row ? null : last))}
                      >
                        {asking === row ? t('settings.shortcut-press') : <kbd>{keyText(shortcuts[name])}</kbd>}
                      </AriaButton>
                    </div>
                    {(conflicts.length > 0 || told) && (
                      <p className="shortcut-note" id={`shortcut-note-${group.place}-${name}`}>
                        <TriangleAlert size={13} aria-hidden="true" />
                        <span>{told ? t('settings.shortcut-refused', { keys: keyText(refused.keys) }) : conflicts.map((each) => conflictText(each, t)).join(' ')}</span>
                      </p>
                    )}
                    {asking === row && (
                      <PressedKeys
                        onKeys={(keys) => {
                          setAsking(null);
                          if (!isRefused(keys)) return keep(name, keys);
                          setRefused({ row, keys });
                          announce(t('settings.shortcut-refused', { keys: keyText(keys) }));
                        }}
                        onLeave={() => setAsking(null)}
                      />
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** Takes the next keys that are pressed. Escape and Tab lead out of it, as everywhere. */
function PressedKeys({ onKeys, onLeave }: { onKeys(keys: string): void; onLeave(): void }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const held = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key === 'Tab' && !held) return onLeave();
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape' && !held && !event.shiftKey) return onLeave();
      const keys = combinationOf(event, onMac);
      if (keys !== null) onKeys(keys);
    };
    // Before everything that these keys mean now.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  });
  return null;
}

function conflictText(conflict: ShortcutConflict, t: T): string {
  switch (conflict.with) {
    case 'shortcut': {
      const entry = shortcutGroups.flatMap(({ entries }) => entries).find(({ name }) => name === conflict.name);
      return t('settings.shortcut-also', { does: entry === undefined ? conflict.name : t(entry.does) });
    }
    case 'terminal':
      return t('settings.shortcut-terminal');
    case 'editor':
      return t('settings.shortcut-editor');
    case 'window':
      return t('settings.shortcut-window');
  }
}
