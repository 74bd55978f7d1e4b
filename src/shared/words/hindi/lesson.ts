/** The lesson and its buttons. */
import type { lesson as english } from '../english/lesson.ts';

export const lesson: Record<keyof typeof english, string> = {
  'lesson.code': 'कोड',
  'lesson.code-2': 'कोड, {language}',
  'lesson.code-3': 'कोड',
  'lesson.run-in-the-terminal': 'टर्मिनल में चलाएँ',
  'lesson.open-in-the-query-panel': 'क्वेरी पैनल में खोलें',
  'lesson.table': 'तालिका',
  'lesson.done': 'पूरा',
  'lesson.open': 'बाकी',
  'lesson.opens-in-your-browser': '(आपके ब्राउज़र में खुलेगा)',
  'lesson.open-in-the-api-client': 'API क्लाइंट में खोलें',
};
