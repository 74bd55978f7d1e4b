/** The Hindi words for what can be wrong with packs, their keys and the space for them. */
import type { englishPackErrors } from '../messages-english-packs.ts';
import { formatBytes } from '../messages-format.ts';
import { words } from '../message-words.ts';

export const hindiPackErrors: typeof englishPackErrors = {
  PACK_INVALID: ({ path, reason }) => words('यह पढ़ा जा सकने वाला पैक नहीं है', `${path}: ${reason}।`, 'कोई .bbpack फ़ाइल चुनें, या नया Backbench लाएँ।'),
  PACK_DAMAGED: ({ path, reason }) =>
    words('पैक ख़राब है', `${path}: ${reason}। जो वैसा नहीं है जैसा हस्ताक्षरित हुआ था, वह इस्तेमाल नहीं किया गया।`, 'पैक जहाँ से आया था वहाँ से फिर कॉपी करें।'),
  PACK_UNREADABLE: ({ path, reason }) =>
    words('पैक पढ़ा नहीं जा सकता', `${path}: ${reason}।`, 'देखें कि फ़ाइल वहाँ है या नहीं। अगर स्टिक निकल गई थी, तो उसे फिर लगाकर पैक फिर से इंपोर्ट करें: काम वहीं से आगे बढ़ेगा।'),
  PACK_SIGNATURE_WRONG: ({ path }) =>
    words('पैक का हस्ताक्षर ग़लत है', `${path} हस्ताक्षर के बाद बदली गई, या ठीक से कॉपी नहीं हुई।`, 'उसे फिर कॉपी करें। ऐसा ही रहे तो बनाने वाले से पूछें।'),
  PACK_KEY_UNKNOWN: ({ pack, fingerprint }) =>
    words(
      'इस पैक के बनाने वाले पर यहाँ अभी भरोसा नहीं किया गया है', `${pack} इस कुंजी से हस्ताक्षरित है: ${fingerprint}।`,
      'इसे उस फ़िंगरप्रिंट से मिलाएँ जो पैक का बनाने वाला बताए। दोनों एक हों तो कुंजी पर एक बार भरोसा करें, फिर इंपोर्ट करें।',
    ),
  PACK_KEY_CHANGED: ({ pack, expected, found }) =>
    words('पैक पहले से अलग कुंजी से हस्ताक्षरित है', `${pack} की कुंजी ${expected} थी; इस फ़ाइल की कुंजी ${found} है।`, 'पैक के बनाने वाले से पूछें। कुछ भी नहीं बदला गया।'),
  PACK_OLDER: ({ pack, installed, found }) =>
    words('यहाँ पहले से नया पैक है', `${pack} यहाँ संख्या ${String(installed)} है; इस फ़ाइल की संख्या ${String(found)} है।`, 'नई फ़ाइल इंपोर्ट करें। कुछ भी नहीं बदला गया।'),
  PACK_MIXED: ({ pack, sequence }) =>
    words('दो अलग पैक की संख्या एक ही है', `${pack} संख्या ${String(sequence)} यहाँ पहले से है और इस फ़ाइल से अलग है।`, 'बनाने वाले से अपनी अलग संख्या वाला पैक माँगें। कुछ भी नहीं बदला गया।'),
  PACK_BASE_MISSING: ({ pack, base, missing }) =>
    words(
      'इस अपडेट को जो चाहिए वह यहाँ नहीं है', `${pack} में केवल वही है जो ${base === null ? '' : `संख्या ${String(base)} के बाद `}बदला। इस कंप्यूटर पर नहीं है: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` और ${String(missing.length - 5)}` : ''}।`,
      'पहले पूरा पैक इंपोर्ट करें, फिर अपडेट।',
    ),
  PACK_NOT_INSTALLED: ({ pack }) => words('अपडेट करने को कुछ नहीं है', `${pack} इस कंप्यूटर पर नहीं है।`, 'पूरा पैक इंपोर्ट करें।'),
  PACK_CONFLICT: ({ pack, item, other }) =>
    words('यह किसी दूसरे पैक से पहले ही आ चुका है', `${pack} में ${item} है, जो दूसरी कुंजी से हस्ताक्षरित पैक ${other} लाया था।`, 'पैक बनाने वालों से पूछें। कुछ भी नहीं बदला गया।'),
  PACK_ENTRY_REFUSED: ({ item, entry, reason }) =>
    words('पैक में ऐसा कुछ है जो अंदर नहीं आ सकता', `${item}, "${entry}": ${reason}।`, 'पैक के बनाने वाले से पूछें। उसका कुछ भी इस्तेमाल नहीं किया गया।'),
  PACK_BUSY: () => words('एक पैक पहले से इंपोर्ट हो रहा है', 'एक समय में एक ही इंपोर्ट लिख सकता है।', 'उसके पूरा होने तक रुकें या उसे रोकें, फिर कोशिश करें।'),
  PACK_ITEM_UNKNOWN: ({ kind, name, known }) => words(`पैक करने के लिए यहाँ ${name} (${kind}) नहीं है`, '', known.length === 0 ? 'यहाँ एक भी नहीं है।' : `ये हैं: ${known.join(', ')}।`),
  SIGNING_KEY_MISSING: ({ name, known }, command) =>
    words(name === '' ? 'हस्ताक्षर करने के लिए कुंजी नहीं है' : `${name} नाम की हस्ताक्षर कुंजी नहीं है`, known.length === 0 ? '' : `ये हैं: ${known.join(', ')}।`, `\`${command('pack keys make NAME')}\` से एक बनाएँ, या जो यहाँ हैं उनमें से एक का नाम दें।`),
  SIGNING_KEY_EXISTS: ({ name }) => words(`${name} नाम की हस्ताक्षर कुंजी यहाँ पहले से है`, 'उसे कभी बदला नहीं जाता: उससे हस्ताक्षरित पैक फिर अपडेट नहीं हो पाते।', 'दूसरा नाम चुनें।'),
  SPACE_SHORT: ({ path, needsBytes, freeBytes }) =>
    words('जगह काफ़ी नहीं है', `${path} में ${formatBytes(freeBytes)} ख़ाली है; ${formatBytes(needsBytes)} चाहिए।`, 'कुछ जगह ख़ाली करें, फिर इंपोर्ट करें। जो हो चुका है वह बना रहेगा।'),
};
