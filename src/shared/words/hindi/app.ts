/** The window's frame: the bar at the top, the last resort for faults. */
import type { app as english } from '../english/app.ts';

export const app: Record<keyof typeof english, string> = {
  'app.screens': 'स्क्रीन',
  'app.course': 'कोर्स',
  'app.progress': 'प्रगति',
  'app.glossary': 'शब्दावली',
  'app.packs': 'पैक',
  'app.classes': 'कक्षाएँ',
  'app.this-computer': 'यह कंप्यूटर',
  'app.keyboard-shortcuts': 'कीबोर्ड शॉर्टकट',
  'app.settings': 'सेटिंग्स',
  'app.connection': 'कनेक्शन',
  'app.reconnecting-to-the-lab-host': 'लैब होस्ट से फिर जुड़ रहे हैं। आपका काम सुरक्षित है।',
  'app.the-window-met-a-fault': 'विंडो में ख़राबी आ गई',
  'app.your-saved-work-is-kept': 'आपका सहेजा हुआ काम सुरक्षित है और लैब पीछे चलती रहती है। विंडो को फिर से लोड करने पर आप वहीं लौट आएँगे।',
  'app.load-the-window-again': 'विंडो फिर से लोड करें',
};
