/** The command palette: all acts, steps, files and labs, found by typing. */
import { useState } from 'react';
import { Autocomplete, Dialog, Input, ListBox, ListBoxItem, Modal, ModalOverlay, SearchField, Text } from 'react-aria-components';
import { fitting, type PaletteGroup, type PaletteItem } from './palette-items.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { useWords } from '../words/words-context.tsx';
import './palette.css';

const GROUP_WORDS: Readonly<Record<PaletteGroup, MessageKey>> = { Acts: 'palette.group-acts', Steps: 'palette.group-steps', Files: 'palette.group-files', Labs: 'palette.group-labs' };

export interface PaletteDialogProps {
  items: readonly PaletteItem[];
  onClose(): void;
}

export default function PaletteDialog({ items, onClose }: PaletteDialogProps) {
  const t = useWords();
  const [typed, setTyped] = useState('');
  const shown = fitting(items, typed);
  return (
    <ModalOverlay className="scrim palette-scrim" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="palette-frame">
        <Dialog className="palette" aria-label={t('palette.command-palette')}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField
              autoFocus
              className="palette-field"
              aria-label={t('palette.find-an-act-a-step')}
              onKeyDown={(event) => {
                // The field would take Escape to empty itself first.
                if (event.key === 'Escape') onClose();
                else event.continuePropagation();
              }}
            >
              <Input className="palette-input" placeholder={t('palette.find-an-act-a-step')} spellCheck="false" />
            </SearchField>
            <ListBox
              className="palette-list"
              aria-label={t('palette.what-fits')}
              items={shown}
              selectionMode="none"
              dependencies={[typed]}
              renderEmptyState={() => <p className="palette-empty">{t('palette.nothing-fits')}</p>}
              onAction={(key) => {
                const item = shown.find((each) => each.id === key);
                onClose();
                item?.run();
              }}
            >
              {(item) => (
                <ListBoxItem id={item.id} textValue={item.label} className="palette-item">
                  <Text slot="label" className="palette-label">
                    {item.label}
                  </Text>
                  {item.hint !== undefined && <kbd>{item.hint}</kbd>}
                  <span className="palette-group">{t(GROUP_WORDS[item.group])}</span>
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
