/** The command palette: all acts, steps, files and labs, found by typing. */
import { useState } from 'react';
import { Autocomplete, Dialog, Input, ListBox, ListBoxItem, Modal, ModalOverlay, SearchField, Text } from 'react-aria-components';
import { fitting, type PaletteItem } from './palette-items.ts';
import './palette.css';

export interface PaletteDialogProps {
  items: readonly PaletteItem[];
  onClose(): void;
}

export default function PaletteDialog({ items, onClose }: PaletteDialogProps) {
  const [typed, setTyped] = useState('');
  const shown = fitting(items, typed);
  return (
    <ModalOverlay className="scrim palette-scrim" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="palette-frame">
        <Dialog className="palette" aria-label="Command palette">
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField
              autoFocus
              className="palette-field"
              aria-label="Find an act, a step, a file or a lab"
              onKeyDown={(event) => {
                // The field would take Escape to empty itself first.
                if (event.key === 'Escape') onClose();
                else event.continuePropagation();
              }}
            >
              <Input className="palette-input" placeholder="Find an act, a step, a file or a lab" spellCheck="false" />
            </SearchField>
            <ListBox
              className="palette-list"
              aria-label="What fits"
              items={shown}
              selectionMode="none"
              dependencies={[typed]}
              renderEmptyState={() => <p className="palette-empty">Nothing fits.</p>}
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
                  <span className="palette-group">{item.group}</span>
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
