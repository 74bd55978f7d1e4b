/** The code editor's own words: its search, its marks. */
import type { code as english } from '../english/code.ts';

export const code: Record<keyof typeof english, string> = {
  'code.find': 'खोजें',
  'code.replace-with': 'इससे बदलें',
  'code.next': 'अगला',
  'code.previous': 'पिछला',
  'code.all': 'सभी',
  'code.match-case': 'बड़े-छोटे अक्षर मिलाएँ',
  'code.regexp': 'रेगुलर एक्सप्रेशन',
  'code.by-word': 'पूरे शब्द',
  'code.replace': 'बदलें',
  'code.replace-all': 'सभी बदलें',
  'code.close': 'बंद करें',
  'code.current-match': 'मौजूदा मिलान',
  'code.on-line': 'पंक्ति',
  'code.replaced-one': 'पंक्ति $ का मिलान बदला',
  'code.replaced-many': '$ मिलान बदले',
  'code.go-to-line': 'पंक्ति पर जाएँ',
  'code.go': 'जाएँ',
  'code.completions': 'सुझाव',
  'code.selection-deleted': 'चुना हुआ हटाया',
  'code.folded': 'समेटा हुआ कोड',
  'code.unfold': 'खोलें',
  'code.unchanged': '$ पंक्तियाँ वैसी ही',
  'code.control-character': 'कंट्रोल अक्षर',
};
