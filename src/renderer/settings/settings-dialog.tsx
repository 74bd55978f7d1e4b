/** The settings: kept by the lab host, in force at once. */
import { Minus, Plus, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Checkbox, Group, Input, Label, NumberField, Radio, RadioGroup, Text, TextField } from 'react-aria-components';
import type { ServiceKind } from '../../shared/lab-format.ts';
import { serviceName } from '../../shared/messages.ts';
import { type Settings, settingsSchema } from '../../shared/views.ts';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useConnection, useRead } from '../transport/use-backend.ts';
import { useUi } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useAnnounce } from '../ui/announce.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../../shared/words/language.ts';
import { useWords } from '../words/words-context.tsx';
import { fontIsHere } from './font-is-here.ts';
import { KeptField } from './kept-field.tsx';
import { useSettings } from './settings-context.tsx';
import { useSwitchLearner } from '../profiles/learner-context.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { PolicySection } from './policy-section.tsx';
import '../ui/tick.css';
import './settings.css';

const THEMES: readonly { value: Settings['theme']; label: MessageKey }[] = [
  { value: 'system', label: 'settings.as-system' },
  { value: 'light', label: 'settings.light' },
  { value: 'dark', label: 'settings.dark' },
];

const ENGINES: readonly { value: Settings['engine']; label: MessageKey; about: MessageKey }[] = [
  { value: 'auto', label: 'settings.automatic', about: 'settings.engine-auto-about' },
  { value: 'docker', label: 'settings.docker-only', about: 'settings.engine-docker-about' },
  { value: 'native', label: 'settings.native-services-only', about: 'settings.engine-native-about' },
];

/** What may be replaced by another image, with an example that fits. */
const IMAGES: readonly { kind: ServiceKind; example: string }[] = [
  { kind: 'postgres', example: 'postgres:17' },
  { kind: 'redis', example: 'redis:8' },
  { kind: 'mongo', example: 'mongo:8' },
  { kind: 'mysql', example: 'mariadb:11.8' },
];

/** The limits that the settings' schema sets, in CSS pixels. */
const FONT = { least: 9, most: 32 } as const;

export function SettingsDialog({ onClose }: { onClose(): void }) {
  const { settings, known, error, change } = useSettings();
  const switchLearner = useSwitchLearner();
  const go = useUi((s) => s.go);
  const connection = useConnection();
  const info = useRead('app-info', () => connection.main.app.info());
  const policy = useRead('policy', (host, signal) => host.settings.policy(undefined, { signal })).value;
  const announce = useAnnounce();
  const t = useWords();
  /** What was there before each change, newest last. */
  const [before, setBefore] = useState<readonly Partial<Settings>[]>([]);
  const keep = async (part: Partial<Settings>): Promise<string | null> => {
    const were = Object.fromEntries(Object.keys(part).map((key) => [key, settings[key as keyof Settings]])) as Partial<Settings>;
    const failed = await change(part);
    if (failed === null) setBefore((last) => [...last, were]);
    return failed === null ? null : refusal(failed) ?? t('settings.not-kept');
  };
  const set = (part: Partial<Settings>): void => void keep(part);
  const undo = (): void => {
    const last = before.at(-1);
    if (last === undefined) return announce(t('settings.there-is-nothing-to-undo'));
    setBefore(before.slice(0, -1));
    void change(last).then((failed) => {
      if (failed !== null) setBefore((rest) => [...rest, last]);
      announce(failed === null ? t('settings.the-last-change-is-undone') : t('settings.the-change-could-not-be'));
    });
  };
  return (
    <Dialog title={t('settings.title')} open onClose={onClose}>
      <div className="settings">
        {error !== null && error.code !== 'INPUT_REFUSED' && <ErrorCard error={error} />}
        <RadioGroup className="choice" value={settings.theme} isDisabled={!known} onChange={(theme) => set({ theme: theme as Settings['theme'] })}>
          <Label>{t('settings.colours')}</Label>
          <div className="choice-row">
            {THEMES.map(({ value, label }) => (
              <Radio key={value} value={value} className="choice-item">
                {t(label)}
              </Radio>
            ))}
          </div>
        </RadioGroup>

        <RadioGroup className="choice" value={settings.language} isDisabled={!known} onChange={(language) => set({ language: language as Settings['language'] })}>
          <Label>{t('settings.language')}</Label>
          <Text slot="description">{t('settings.language-about')}</Text>
          <div className="choice-row">
            <Radio value="system" className="choice-item">
              {t('settings.as-system')}
            </Radio>
            {LANGUAGES.map((language) => (
              <Radio key={language} value={language} className="choice-item">
                <span lang={language}>{LANGUAGE_NAMES[language]}</span>
              </Radio>
            ))}
          </div>
        </RadioGroup>

        <NumberField
          className="number-field"
          value={settings.fontSize}
          minValue={FONT.least}
          maxValue={FONT.most}
          isDisabled={!known}
          onChange={(fontSize) => {
            if (Number.isInteger(fontSize)) set({ fontSize });
          }}
        >
          <Label>{t('settings.size-of-code-and-terminal')}</Label>
          <Group className="number-box">
            <AriaButton slot="decrement" aria-label={t('settings.decrease')} className="icon-button icon-button-small">
              <Minus size={14} />
            </AriaButton>
            <Input />
            <AriaButton slot="increment" aria-label={t('settings.increase')} className="icon-button icon-button-small">
              <Plus size={14} />
            </AriaButton>
          </Group>
        </NumberField>

        <KeptField
          label={t('settings.font-of-code-and-terminal')}
          placeholder="JetBrains Mono"
          kept={settings.font}
          disabled={!known}
          keep={(font) => (font === '' || (FONT_NAME.test(font) && fontIsHere(font)) ? keep({ font }) : t('settings.font-missing'))}
        />

        <RadioGroup className="choice" value={settings.engine} isDisabled={!known || policy?.engine !== undefined} onChange={(engine) => set({ engine: engine as Settings['engine'] })}>
          <Label>{t('settings.engine')}</Label>
          <Text slot="description">{policy?.engine === undefined ? t('settings.engine-about') : t('settings.by-administrator')}</Text>
          <div className="choice-list">
            {ENGINES.map(({ value, label, about }) => (
              <Radio key={value} value={value} className="choice-item">
                <span>
                  {t(label)}
                  <small>{t(about)}</small>
                </span>
              </Radio>
            ))}
          </div>
        </RadioGroup>

        <KeptField
          label={t('settings.memory-limit')}
          about={t('settings.memory-about')}
          placeholder={t('settings.no-limit')}
          kept={settings.memoryMb === null ? '' : String(settings.memoryMb)}
          disabled={!known}
          numeric
          keep={(text) => {
            const memoryMb = text === '' ? null : Number(text);
            return settingsSchema.shape.memoryMb.safeParse(memoryMb).success ? keep({ memoryMb }) : t('settings.memory-least', { least: MEMORY_LEAST_MB });
          }}
        />

        <KeptField
          label={t('settings.shell')}
          about={t('settings.shell-about')}
          placeholder="Bash"
          kept={settings.shell}
          disabled={!known}
          keep={(shell) => keep({ shell })}
        />

        <Checkbox className="tick settings-teaches" isSelected={settings.teaches} isDisabled={!known} aria-describedby="settings-teaches-about" onChange={(teaches) => set({ teaches })}>
          <span>
            {t('settings.teaches')}
            <small id="settings-teaches-about">{t('settings.teaches-about')}</small>
          </span>
        </Checkbox>

        <section className="settings-images" aria-labelledby="settings-images-title">
          <h3 id="settings-images-title">{t('settings.images')}</h3>
          <p>{t('settings.images-about')}</p>
          {IMAGES.map(({ kind, example }) => (
            <ImageField key={`${kind} ${settings.images[kind] ?? ''}`} kind={kind} example={example} settings={settings} disabled={!known} onChange={set} />
          ))}
        </section>

        <section className="settings-learners" aria-label={t('profiles.learners')}>
          <p>{t('profiles.switch-about')}</p>
          <Button small onPress={switchLearner}>
            {t('profiles.switch')}
          </Button>
        </section>

        <section className="settings-learners" aria-label={t('privacy.title')}>
          <p>{t('privacy.settings-about')}</p>
          <Button small onPress={() => go({ name: 'privacy' })}>
            {t('privacy.open')}
          </Button>
        </section>

        {policy !== null && <PolicySection policy={policy} />}

        {info.value !== null && (
          <footer className="settings-about">
            <span>Backbench {info.value.version}</span>
            <span className="settings-data">
              {t('settings.data')} <code>{info.value.dataFolder}</code>
            </span>
            {/* Never disabled: the button that has the focus would lose it, and Escape would no longer reach the dialog. */}
            <Button small icon={<Undo2 size={14} />} onPress={undo}>
              {t('settings.undo-the-last-change')}
            </Button>
            <Button
              small
              onPress={() => {
                connection.main.app.showDataFolder().catch(() => {
                  // No file manager: the path above tells where it is.
                });
              }}
            >
              {t('settings.show')}
            </Button>
          </footer>
        )}
      </div>
    </Dialog>
  );
}

/** What a style can hold in quotes. */
const FONT_NAME = /^[\p{L}\p{M}\p{N} _.-]+$/u;
/** As in the settings' schema. */
const MEMORY_LEAST_MB = 256;

/** What the lab host says of a value that it refused, without its frame. */
function refusal({ details }: CodedError): string | undefined {
  const issues = (details as { issues?: { message?: string }[] }).issues;
  return issues?.[0]?.message;
}

interface ImageFieldProps {
  kind: ServiceKind;
  example: string;
  settings: Settings;
  disabled: boolean;
  onChange(part: Partial<Settings>): void;
}

/** Kept when the field is left, not at every key: half an image name is no setting. */
function ImageField({ kind, example, settings, disabled, onChange }: ImageFieldProps) {
  const t = useWords();
  const kept = settings.images[kind] ?? '';
  const [text, setText] = useState(kept);
  const keep = (): void => {
    const image = text.trim();
    if (image === kept) return;
    const { [kind]: _left, ...others } = settings.images;
    onChange({ images: image === '' ? others : { ...others, [kind]: image } });
  };
  return (
    <TextField className="text-field" value={text} onChange={setText} onBlur={keep} isDisabled={disabled} onKeyDown={(e) => e.key === 'Enter' && keep()}>
      <Label>{serviceName(kind, t.table)}</Label>
      <Input placeholder={example} spellCheck="false" />
    </TextField>
  );
}
