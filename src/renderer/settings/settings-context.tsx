/** The settings, as the lab host keeps them: read once, changed at once on the screen and then on disk. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import type { Settings } from '../../shared/views.ts';
import { applyTheme } from '../app/theme.ts';
import { useUi } from '../app/ui-state.ts';
import { toCodedError } from '../transport/coded-error.ts';
import { codeFonts } from './font-is-here.ts';
import { useConnection, useRead } from '../transport/use-backend.ts';

export interface SettingsAccess {
  settings: Settings;
  /** False until the lab host has told them; the defaults are shown meanwhile. */
  known: boolean;
  /** Why the last change was not kept. */
  error: CodedError | null;
  /** @returns why it was not kept, or null */
  change(change: Partial<Settings>): Promise<CodedError | null>;
}

const DEFAULTS: Settings = { theme: 'system', language: 'system', engine: 'auto', images: {}, fontSize: 14, font: '', shell: '', memoryMb: null, shortcuts: {}, teaches: false, pseudonym: '' };

const SettingsContext = createContext<SettingsAccess | null>(null);

export function useSettings(): SettingsAccess {
  const access = useContext(SettingsContext);
  if (access === null) throw new Error('There are no settings around this component.');
  return access;
}

export function SettingsProvider({ children }: { children: ReactNode }) {
  const connection = useConnection();
  const theme = useUi((s) => s.theme);
  const setTheme = useUi((s) => s.setTheme);
  const language = useUi((s) => s.language);
  const setLanguage = useUi((s) => s.setLanguage);
  const read = useRead('settings', (host, signal) => host.settings.get(undefined, { signal }));
  const [changed, setChanged] = useState<Settings | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const settings = changed ?? read.value ?? { ...DEFAULTS, theme, language };
  const known = changed !== null || read.value !== null;

  useEffect(() => {
    if (known && settings.theme !== theme) setTheme(settings.theme);
  }, [known, settings.theme, theme, setTheme]);
  useEffect(() => {
    if (known && settings.language !== language) setLanguage(settings.language);
  }, [known, settings.language, language, setLanguage]);
  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => {
    document.documentElement.style.setProperty('--code-size', `${settings.fontSize}px`);
  }, [settings.fontSize]);
  useEffect(() => {
    document.documentElement.style.setProperty('--mono', codeFonts(settings.font));
  }, [settings.font]);

  const change = useCallback(
    async (part: Partial<Settings>): Promise<CodedError | null> => {
      setError(null);
      setChanged((last) => ({ ...(last ?? read.value ?? DEFAULTS), ...part }));
      try {
        // Said twice it means the same: a lab host that takes the place of another is told again.
        setChanged(await connection.call((host) => host.settings.set(part), { repeat: true }));
        return null;
      } catch (thrown) {
        const coded = toCodedError(thrown);
        setError(coded);
        try {
          setChanged(await connection.call((host) => host.settings.get(), { repeat: true }));
        } catch {
          setChanged(null);
          read.reload();
        }
        return coded;
      }
    },
    [connection, read],
  );
  return <SettingsContext value={{ settings, known, error: error ?? read.error, change }}>{children}</SettingsContext>;
}
