/** What stands around an error: its buttons and lists. */
import type { errors as english } from '../english/errors.ts';

export const errors: Record<keyof typeof english, string> = {
  'errors.last-lines-of-the-log': 'लॉग की आख़िरी पंक्तियाँ',
  'errors.places-that-were-tried': 'जो जगहें आज़माई गईं',
  'errors.tried': 'आज़माया',
  'errors.because-of': 'किस वजह से',
  'errors.answer': 'जवाब',
  'errors.retry': 'फिर कोशिश करें',
  'errors.look-again': 'फिर से देखें',
  'errors.use-native': 'नेटिव सर्विस इस्तेमाल करें',
  'errors.use-docker': 'Docker इस्तेमाल करें',
  'errors.engine-auto': 'इंजन अपने आप चुनें',
  'errors.start-lab': 'लैब शुरू करें',
  'errors.restart-service': 'सर्विस फिर से शुरू करें',
  'errors.reset-lab': 'लैब रीसेट करें…',
  'errors.open-computer': '“यह कंप्यूटर” खोलें',
  'errors.open-settings': 'सेटिंग्स खोलें',
  'errors.open-course': 'कोर्स पर वापस',
  'errors.copy-build-command': 'बिल्ड कमांड कॉपी करें',
  'errors.show-data-folder': 'डेटा फ़ोल्डर दिखाएँ',
};
