/** Each language is a file of its own, and only the one that is shown is loaded. */
import type { Language } from '../../shared/words/language.ts';
import type { LanguagePack } from '../../shared/words/language-pack.ts';

export async function loadLanguage(language: Language): Promise<LanguagePack> {
  switch (language) {
    case 'en':
      return (await import('../../shared/words/english.ts')).english;
    case 'hi':
      return (await import('../../shared/words/hindi.ts')).hindi;
  }
}
