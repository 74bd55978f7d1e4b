/** The two fields that lead to a room: address and code. */
import { Input, Label, Text, TextField } from 'react-aria-components';
import type { RoomPlace } from '../../shared/room-contract.ts';
import { useWords } from '../words/words-context.tsx';

/** As the calls take them. */
const MOST_CHARACTERS = 100;

export function RoomPlaceFields({ place, onChange }: { place: RoomPlace; onChange(place: RoomPlace): void }) {
  const t = useWords();
  return (
    <div className="room-place">
      <TextField className="trust-name" value={place.address} onChange={(address) => onChange({ ...place, address })} maxLength={MOST_CHARACTERS}>
        <Label>{t('room.address')}</Label>
        <Input className="text-input" spellCheck="false" autoComplete="off" placeholder={t('room.address-example')} />
      </TextField>
      <TextField className="trust-name" value={place.code} onChange={(code) => onChange({ ...place, code })} maxLength={MOST_CHARACTERS}>
        <Label>{t('room.code')}</Label>
        <Input className="text-input" spellCheck="false" autoComplete="off" />
        <Text slot="description">{t('room.code-about')}</Text>
      </TextField>
    </div>
  );
}
