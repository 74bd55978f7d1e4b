/** The command palette. */
import type { palette as english } from '../english/palette.ts';

export const palette: Record<keyof typeof english, string> = {
  'palette.command-palette': 'कमांड पैलेट',
  'palette.find-an-act-a-step': 'कोई काम, चरण, फ़ाइल या लैब खोजें',
  'palette.what-fits': 'जो मेल खाता है',
  'palette.nothing-fits': 'कुछ मेल नहीं खाता।',
  'palette.go-to-the-course': 'कोर्स पर जाएँ',
  'palette.go-to-the-glossary': 'शब्दावली पर जाएँ',
  'palette.go-to-the-packs': 'पैक पर जाएँ',
  'palette.go-to-the-classes': 'शिक्षक की कक्षाओं पर जाएँ',
  'palette.go-to-this-computer': '“यह कंप्यूटर” पर जाएँ',
  'palette.open-the-settings': 'सेटिंग्स खोलें',
  'palette.show-the-keyboard-shortcuts': 'कीबोर्ड शॉर्टकट दिखाएँ',
  'palette.light-colours': 'हल्के रंग',
  'palette.dark-colours': 'गहरे रंग',
  'palette.colours-as-the-system': 'सिस्टम के अनुसार रंग',
  'palette.group-acts': 'काम',
  'palette.group-steps': 'चरण',
  'palette.group-files': 'फ़ाइलें',
  'palette.group-labs': 'लैब',
};
