/** The settings: kept by the lab host, in force at once. */
import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Group, Input, Label, NumberField, Radio, RadioGroup, Text, TextField } from 'react-aria-components';
import type { ServiceKind } from '../../shared/lab-format.ts';
import { serviceName } from '../../shared/messages.ts';
import type { Settings } from '../../shared/views.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useConnection, useRead } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useSettings } from './settings-context.tsx';
import './settings.css';

const THEMES: readonly { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const ENGINES: readonly { value: Settings['engine']; label: string; about: string }[] = [
  { value: 'auto', label: 'Automatic', about: 'Docker where it answers and has the images, else native services.' },
  { value: 'docker', label: 'Docker only', about: 'Services run in containers.' },
  { value: 'native', label: 'Native services only', about: 'Services run as plain programs, without Docker.' },
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
  const connection = useConnection();
  const info = useRead('app-info', () => connection.main.app.info());
  const set = (part: Partial<Settings>): void => void change(part);
  return (
    <Dialog title="Settings" open onClose={onClose}>
      <div className="settings">
        {error !== null && <ErrorCard error={error} />}
        <RadioGroup className="choice" value={settings.theme} isDisabled={!known} onChange={(theme) => set({ theme: theme as Settings['theme'] })}>
          <Label>Colours</Label>
          <div className="choice-row">
            {THEMES.map(({ value, label }) => (
              <Radio key={value} value={value} className="choice-item">
                {label}
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
          <Label>Size of code and terminal, in pixels</Label>
          <Group className="number-box">
            <AriaButton slot="decrement" className="icon-button icon-button-small">
              <Minus size={14} />
            </AriaButton>
            <Input />
            <AriaButton slot="increment" className="icon-button icon-button-small">
              <Plus size={14} />
            </AriaButton>
          </Group>
        </NumberField>

        <RadioGroup className="choice" value={settings.engine} isDisabled={!known} onChange={(engine) => set({ engine: engine as Settings['engine'] })}>
          <Label>Engine</Label>
          <Text slot="description">What runs the services of a lab. A lab that is open keeps its engine until it is started again.</Text>
          <div className="choice-list">
            {ENGINES.map(({ value, label, about }) => (
              <Radio key={value} value={value} className="choice-item">
                <span>
                  {label}
                  <small>{about}</small>
                </span>
              </Radio>
            ))}
          </div>
        </RadioGroup>

        <section className="settings-images" aria-labelledby="settings-images-title">
          <h3 id="settings-images-title">Images</h3>
          <p>Leave a field empty to use the image that Backbench builds. Any image with the environment of the official one can be named; it must be on this computer already.</p>
          {IMAGES.map(({ kind, example }) => (
            <ImageField key={`${kind} ${settings.images[kind] ?? ''}`} kind={kind} example={example} settings={settings} disabled={!known} onChange={set} />
          ))}
        </section>

        {info.value !== null && (
          <footer className="settings-about">
            <span>Backbench {info.value.version}</span>
            <span className="settings-data">
              Data: <code>{info.value.dataFolder}</code>
            </span>
            <Button
              small
              onPress={() => {
                connection.main.app.showDataFolder().catch(() => {
                  // No file manager: the path above tells where it is.
                });
              }}
            >
              Show
            </Button>
          </footer>
        )}
      </div>
    </Dialog>
  );
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
      <Label>{serviceName(kind)}</Label>
      <Input placeholder={example} spellCheck="false" />
    </TextField>
  );
}
