/** The end of a lab. */
import type { finish as english } from '../english/finish.ts';

export const finish: Record<keyof typeof english, string> = {
  'finish.all-step-passed': '{steps, plural, one {# चरण} other {सभी # चरण}} पास',
  'finish.complete': '{title}: पूरी हुई',
  'finish.what-to-remember': 'क्या याद रखें',
  'finish.how-it-fails-in-production': 'प्रोडक्शन में यह कैसे बिगड़ता है',
  'finish.ask-yourself': 'ख़ुद से पूछें',
  'finish.show-the-answer': 'जवाब दिखाएँ',
  'finish.that-was-the-last-lab': 'यह आख़िरी लैब थी जो बाकी थी।',
  'finish.back-to-the-course': 'कोर्स पर वापस',
  'finish.open-the-next-lab': 'अगली लैब खोलें',
  'finish.next': 'अगली: <strong>{title}</strong>, {minutes, plural, one {# मिनट} other {# मिनट}}',
};
