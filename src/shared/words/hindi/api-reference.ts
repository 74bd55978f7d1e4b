/** The API client: an OpenAPI document as a page. */
import type { apiReference as english } from '../english/api-reference.ts';

export const apiReference: Record<keyof typeof english, string> = {
  'api-reference.title': 'API संदर्भ',
  'api-reference.open': 'संदर्भ',
  'api-reference.close': 'संदर्भ बंद करें',
  'api-reference.documents': 'कार्यक्षेत्र के OpenAPI दस्तावेज़',
  'api-reference.filter': 'ऑपरेशन खोजें',
  'api-reference.invalid': 'दस्तावेज़ मान्य OpenAPI नहीं है। {problem}',
  'api-reference.servers': 'सर्वर: {servers}। अनुरोध आपके अपने प्रोग्राम को जाते हैं।',
  'api-reference.empty': 'दस्तावेज़ में अभी कोई ऑपरेशन नहीं है।',
  'api-reference.nothing-found': 'कुछ नहीं मिला।',
  'api-reference.operations': 'ऑपरेशन',
  'api-reference.schemas': 'स्कीमा',
  'api-reference.cut': '{count, plural, one {# और नहीं दिखाया गया।} other {# और नहीं दिखाए गए।}}',
  'api-reference.required': 'आवश्यक',
  'api-reference.deprecated': 'अप्रचलित',
  'api-reference.protected': 'प्राधिकरण चाहिए: {ways}',
  'api-reference.try': 'आज़माएँ',
  'api-reference.parameters': 'पैरामीटर',
  'api-reference.example-is': 'उदाहरण {example}',
  'api-reference.body': 'बॉडी',
  'api-reference.answers': 'उत्तर',
  'api-reference.headers': 'हेडर',
  'api-reference.no-answers': 'कोई उत्तर वर्णित नहीं है।',
  'api-reference.no-body': 'कोई बॉडी नहीं।',
};
