/** The Hindi words for what can be wrong with the profiles of a shared machine, and with the memory that they share. */
import type { englishProfileErrors } from '../messages-english-profiles.ts';
import { formatDuration, type Units } from '../messages-format.ts';
import { words } from '../message-words.ts';

const names = (known: readonly string[]): string => (known.length === 0 ? 'यहाँ कोई नहीं है।' : `ये हैं: ${known.join(', ')}।`);

/** @param units of times, as Hindi shortens them */
export function hindiProfileErrors(units: Units): typeof englishProfileErrors {
  const seconds = (wait: number): string => formatDuration(wait * 1_000, units);
  return {
    MEMORY_HELD: ({ needsMb, limitMb, held }, command) =>
      words(
        'पहले से चल रही लैब के बाद मेमोरी कम बचती है',
        `इस लैब को लगभग ${String(needsMb)} MiB चाहिए। इस कंप्यूटर की सीमा ${String(limitMb)} MiB है, और उसमें से इतनी ली हुई है: ${held.map(({ profile, lab, memoryMb }) => `${String(memoryMb)} MiB — ${lab}${profile === null ? ' (आपकी, कहीं और से शुरू)' : ` (${profile})`}`).join('; ')}।`,
        `इनमें से एक लैब बंद करें: ऐप में उसके सीखने वाले के नाम से, या "${command('--profile NAME lab stop LAB')}" से। या सेटिंग्स में सीमा बढ़ाएँ। बंद करने से फ़ाइलें और डेटा बने रहते हैं।`,
      ),
    PROFILE_UNKNOWN: ({ profile, known }, command) => words(`यहाँ ${profile} नाम का कोई नहीं है`, names(known), `इनमें से एक नाम लिखें, या "${command('profile create NAME')}" से प्रोफ़ाइल बनाएँ।`),
    PROFILE_NOT_CHOSEN: ({ known }, command) => words('इस कंप्यूटर को कई सीखने वाले इस्तेमाल करते हैं', names(known), `बताएँ कि किसका काम है: --profile NAME जोड़ें, या "${command('profile use NAME')}" से आगे की सारी कमांड के लिए चुनें।`),
    PROFILE_NAME_UNUSABLE: ({ name, reason }) =>
      reason === 'taken' ? words(`${name} नाम यहाँ पहले से है`, 'हर सीखने वाले का अपना अलग नाम चाहिए।', 'दूसरा नाम चुनें।')
        : reason === 'long' ? words('नाम बहुत लंबा है', 'नाम में 40 तक अक्षर हो सकते हैं।', 'छोटा नाम चुनें।')
          : reason === 'empty' ? words('नाम नहीं है', 'नाम में कम से कम एक अक्षर या अंक होता है।', 'लिखें कि आपको क्या कहा जाए। असली नाम ज़रूरी नहीं है।')
            : words('यह नाम नहीं रखा जा सकता', 'इसमें ऐसे अक्षर हैं जो दिखते नहीं।', 'इसे फिर से टाइप करें: अक्षर, अंक और खाली जगह से।'),
    PIN_UNUSABLE: ({ least, most }) => words('यह PIN नहीं हो सकता', `PIN में ${String(least)} से ${String(most)} अंक होते हैं, और कुछ नहीं।`, 'दूसरा चुनें।'),
    PIN_WRONG: ({ waitSeconds }) => words('यह PIN सही नहीं है', 'कुछ नहीं खोला गया।', waitSeconds === 0 ? 'फिर कोशिश करें।' : `${seconds(waitSeconds)} बाद फिर कोशिश करें। हर ग़लत PIN के बाद इंतज़ार बढ़ता है।`),
    PIN_WAIT: ({ waitSeconds }, command) => words('बहुत बार ग़लत PIN', `अभी ${seconds(waitSeconds)} तक कोई PIN नहीं देखा जाएगा।`, `रुकें, फिर कोशिश करें। भूला हुआ PIN इस कंप्यूटर की देखभाल करने वाला हटा सकता है: "${command('profile reset-pin NAME')}"।`),
  };
}
