/** The settings and the list of shortcuts. */
import type { settings as english } from '../english/settings.ts';

export const settings: Record<keyof typeof english, string> = {
  'settings.as-system': 'सिस्टम के अनुसार',
  'settings.language': 'भाषा',
  'settings.language-about': 'ऐप के अपने शब्दों की भाषा। पाठ उसी भाषा में रहते हैं जिसमें वे लिखे गए हैं।',
};
