/** The Hindi words for every error code. What programs and servers said stays as they said it. */
import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { MessageTable, Words } from '../messages.ts';
import { formatBytes, formatDuration, type Units } from '../messages-format.ts';
import { hindiPackErrors } from './hindi-packs.ts';
import { hindiRoomErrors } from './hindi-room.ts';
import { hindiProfileErrors } from './hindi-profiles.ts';
import { hindiPhrases } from './hindi-tools.ts';
import { howToGet, toolTitle } from '../tool-words.ts';
import { words } from '../message-words.ts';

export const HINDI_UNITS: Units = { ms: 'मि॰से॰', s: 'से॰', min: 'मि॰', h: 'घं॰', none: 'अभी तक नहीं', underMinute: 'एक मिनट से कम' };

const time = (ms: number): string => formatDuration(ms, HINDI_UNITS);

const NAMES: Readonly<Record<string, string>> = { postgres: 'PostgreSQL', redis: 'Redis', mongo: 'MongoDB', mysql: 'MySQL', docker: 'Docker', native: 'नेटिव सर्विस' };
/** @param at milliseconds since 1970 */
const clock = (at: number): string => new Date(at).toLocaleString('hi-IN', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
const name = (id: string): string => (Object.hasOwn(NAMES, id) ? (NAMES[id] ?? id) : id);

const ending = (exitCode: number | null, signal: string | null): string =>
  signal !== null ? `${signal} से बंद हुआ` : exitCode !== null ? `एग्ज़िट कोड ${exitCode} के साथ बंद हुआ` : 'बंद हो गया';

const DOING: Readonly<Record<string, string>> = {
  starting: 'शुरू हो रही है', checking: 'जाँची जा रही है', resetting: 'रीसेट हो रही है', undoing: 'रीसेट वापस ले रही है',
  stopping: 'बंद हो रही है', parking: 'रोकी जा रही है', resuming: 'फिर चालू हो रही है', repairing: 'ठीक की जा रही है', disturbing: 'ख़राबी ले रही है', making: 'बनाई जा रही है',
};

/** The title of an error inside another error. */
function titleOf({ code, details }: { code: string; details: Record<string, unknown> }): string {
  if (!Object.hasOwn(hindiErrors, code)) return code;
  return (hindiErrors[code as ErrorCode] as (details: Record<string, unknown>) => Words)(details).title;
}

const REFUSALS: Readonly<Record<ErrorDetails['WRITE_REFUSED']['reason'], readonly [why: string, next: string]>> = {
  unique: ['यह मान किसी दूसरी पंक्ति में पहले से है, और वह एक ही बार हो सकता है।', 'कोई दूसरा मान दें।'],
  'not-null': ['जिस कॉलम में मान होना ज़रूरी है, वह ख़ाली रह जाता।', 'सर्वर जिस कॉलम का नाम बताता है उसे मान दें।'],
  check: ['टेबल का एक नियम (CHECK) इस मान की अनुमति नहीं देता।', 'सर्वर का बताया नियम देखें और उसके अनुसार मान दें।'],
  'refers-to-nothing': ['यह पंक्ति ऐसी पंक्ति की ओर इशारा करती जो है ही नहीं।', 'मौजूद पंक्ति की की दें, या पहले वह पंक्ति जोड़ें।'],
  'referred-to': ['दूसरी टेबल की पंक्तियाँ इस पंक्ति की ओर इशारा करती हैं, इसलिए यह हट नहीं सकती।', 'पहले उन पंक्तियों को मिटाएँ या बदलें।'],
  type: ['मान को कॉलम के टाइप की तरह पढ़ा नहीं जा सकता।', 'इसे टाइप के अनुसार लिखें, जैसे तारीख़ के लिए 2026-03-01।'],
  'too-large': ['संख्या कॉलम के लिए बहुत बड़ी है।', 'छोटी संख्या दें।'],
  'too-long': ['टेक्स्ट कॉलम के लिए बहुत लंबा है।', 'इसे छोटा करें।'],
  computed: ['इस कॉलम का मान सर्वर ख़ुद निकालता है।', 'इसे डिफ़ॉल्ट पर छोड़ें।'],
  'not-allowed': ['इस यूज़र को टेबल में लिखने का अधिकार नहीं है।', 'अधिकार वाले यूज़र से लिखें, या अधिकार दिलवाएँ।'],
};

export const hindiErrors: MessageTable['errors'] = {
  ...hindiPackErrors,
  ...hindiRoomErrors,
  ...hindiProfileErrors(HINDI_UNITS),
  // engines
  DOCKER_NOT_FOUND: ({ attempts }) =>
    words('Docker नहीं मिला', `${attempts.length} जगह कोशिश की गई और कहीं से जवाब नहीं आया।`, 'Docker शुरू करके फिर से देखें, या उसके बिना आगे बढ़ें: ज़्यादातर लैब नेटिव सर्विस पर चलती हैं।'),
  DOCKER_PERMISSION: ({ place }) =>
    words('Docker है, पर उसे इस्तेमाल करने की अनुमति नहीं है', `इस खाते को ${place} की अनुमति नहीं है।`, 'Linux पर अपने खाते को समूह "docker" में जोड़ें, लॉग आउट करके फिर लॉग इन करें, और फिर से देखें। या नेटिव सर्विस इस्तेमाल करें।'),
  DOCKER_TIMEOUT: ({ place, afterMs }) =>
    words('Docker जवाब नहीं दे रहा', `${place} से पूछा गया और ${time(afterMs)} में जवाब नहीं आया।`, 'हो सकता है Docker अभी शुरू हो रहा हो या अटक गया हो। उसे फिर से शुरू करके देखें, या नेटिव सर्विस इस्तेमाल करें।'),
  DOCKER_FAILED: ({ operation, reason }) =>
    words('Docker यह नहीं कर सका', `Docker में यह काम विफल हुआ (${operation}): ${reason}`, 'फिर कोशिश करें। ऐसा ही रहे तो Docker को फिर से शुरू करें।'),
  DOCKER_NO_ADDRESSES: ({ reason }) =>
    words('Docker के पास पते नहीं बचे', `हर चालू लैब का अपना नेटवर्क होता है, और Docker के पास लगभग तीस नेटवर्क के ही पते हैं। सब इस्तेमाल में हैं: ${reason}`, '`docker network prune` चलाएँ, जो बिना कंटेनर वाले नेटवर्क हटाता है, फिर कोशिश करें। या नेटिव सर्विस इस्तेमाल करें।'),
  IMAGE_UNKNOWN: ({ image, known }) => words(`${image} नाम की कोई इमेज नहीं है`, '', `ये इमेज हैं: ${known.join(', ')}.`),
  IMAGE_MISSING: ({ service, image }, command) =>
    words(`${name(service)} की इमेज नहीं है`, `Docker में ${image} इमेज नहीं है। Backbench अपने आप कभी इमेज डाउनलोड नहीं करता।`, `इसे \`${command('images build')}\` से बनाएँ, या सेटिंग्स में किसी दूसरी इमेज का नाम दें।`),
  IMAGE_BASE_MISSING: ({ reason }, command) =>
    words('बुनियादी इमेज नहीं बन सकी', `Backbench की सभी इमेज एक Debian इमेज पर बनती हैं, और वह नहीं है: ${reason}`, `संदेश में जो बताया गया है उसे ठीक करें, फिर \`${command('images build')}\` दोबारा चलाएँ।`),
  IMAGE_BUILD_FAILED: ({ image, reason }, command) =>
    words('एक इमेज नहीं बन सकी', `${image} को बनाना विफल हुआ: ${reason}`, `आख़िरी पंक्तियाँ पढ़ें, कारण ठीक करें और \`${command('images build')}\` दोबारा चलाएँ।`),
  TOOL_MISSING: ({ tool, found, needs, platform }, command) => {
    const title = toolTitle(tool, hindiPhrases);
    const get = howToGet(tool, platform, command, hindiPhrases);
    return found === null
      ? words(`${title} नहीं मिला`, `नेटिव सर्विस वाली लैब के लिए इस कंप्यूटर पर ${title} ${needs === null ? '' : `${needs} या नया `}चाहिए।`, get)
      : words(`${title} ${found} बहुत पुराना है`, `संस्करण ${needs ?? ''} या नया चाहिए।`, get);
  },
  LIBRARIES_FAILED: ({ stack, reason }) =>
    words(`${stack} की लाइब्रेरी नहीं जोड़ी जा सकीं`, reason, 'इसके लिए एक बार नेटवर्क चाहिए। पैकेज मैनेजर की आख़िरी पंक्तियाँ पढ़ें, कारण ठीक करें और वही कमांड फिर चलाएँ।'),
  STACK_UNKNOWN: ({ stack, known }) => words(`"${stack}" के लिए कोई लाइब्रेरी नहीं है`, `इनके लिए लाइब्रेरी जोड़ी जा सकती हैं: ${known.join(', ')}.`, 'वर्तनी जाँचें।'),
  BINARY_MISSING: ({ service, attempts }) =>
    words(`${name(service)} इंस्टॉल नहीं है`, `प्रोग्राम को ${attempts.length} जगह खोजा गया और वह नहीं मिला।`, `${name(service)} को अपने सिस्टम के पैकेज मैनेजर से इंस्टॉल करके फिर से देखें, या Docker इस्तेमाल करें।`),
  ENGINE_UNAVAILABLE: ({ engines }) =>
    words(
      'यह लैब अभी यहाँ नहीं चल सकती',
      engines.length === 0 ? 'इसकी सर्विस चलाने के लिए कोई इंजन नहीं है।' : engines.map(({ engine, missing }) => `${name(engine)}: ${missing.map(titleOf).join('; ')}`).join('\n'),
      '“यह कंप्यूटर” खोलकर देखें कि क्या कमी है और वह कैसे मिले।',
    ),
  ENGINE_NOT_SUPPORTED: ({ engine, needs }) =>
    words('इस लैब को दूसरा इंजन चाहिए', `सेटिंग्स में ${name(engine)} चुना है, और इस लैब को ${name(needs)} चाहिए।`, 'सेटिंग्स में इंजन को “अपने आप” पर रखें।'),
  MEMORY_LIMIT: ({ needsMb, limitMb }) =>
    words('इस लैब को सेटिंग्स की सीमा से ज़्यादा मेमोरी चाहिए', `इसे लगभग ${String(needsMb)} MiB चाहिए, और सीमा ${String(limitMb)} MiB है।`, 'सेटिंग्स में सीमा बढ़ाएँ या हटाएँ, और लैब फिर शुरू करें।'),
  RUNS_AS_ROOT: ({ service }) =>
    words(`${name(service)} root के रूप में नहीं चलता`, `Backbench को एडमिनिस्ट्रेटर ने शुरू किया है, और ${name(service)} केवल साधारण यूज़र के लिए चलता है।`, 'Backbench को साधारण यूज़र के रूप में शुरू करें, या Docker इस्तेमाल करें।'),

  // services
  SERVICE_START_TIMEOUT: ({ service, afterMs }) =>
    words(`${name(service)} तैयार नहीं हुआ`, `इसे शुरू किया गया और इसने ${time(afterMs)} में किसी क्वेरी का जवाब नहीं दिया।`, 'फिर कोशिश करें। कंप्यूटर व्यस्त हो तो पहले दूसरे प्रोग्राम बंद करें। इसके लॉग की आख़िरी पंक्तियाँ और बताती हैं।'),
  SERVICE_EXITED: ({ service, exitCode, signal }) =>
    words(`${name(service)} अपने आप बंद हो गया`, `${name(service)} ${ending(exitCode, signal)}। इसका डेटा सुरक्षित है।`, 'इसे फिर से शुरू करें। इसके लॉग की आख़िरी पंक्तियाँ और बताती हैं।'),
  SERVICE_UNREACHABLE: ({ service, reason }) => words(`${name(service)} तक पहुँचा नहीं जा सकता`, reason, 'सर्विस को फिर से शुरू करें। आपका डेटा सुरक्षित है।'),
  SERVICE_SEED_FAILED: ({ service, file, reason }) =>
    words('लैब अपना डेटाबेस नहीं भर सकी', `${name(service)} ने ${file} को अस्वीकार किया: ${reason}`, 'यह लैब की ग़लती है, आपकी नहीं। फिर कोशिश करने के लिए लैब रीसेट करें।'),
  SERVICE_UNKNOWN: ({ service }) => words('इस लैब में ऐसी कोई सर्विस नहीं है', `यह लैब ${name(service)} का इस्तेमाल नहीं करती।`, 'कार्यस्थान के नीचे की पट्टी से कोई सर्विस चुनें।'),
  FAULT_UNAVAILABLE: ({ service }) => words('यह ख़राबी यहाँ नहीं लाई जा सकती', `${name(service)} में यह ख़राबी इस लैब में, या इस कंप्यूटर पर, नहीं लाई जा सकती।`, 'पैनल "सर्विस" बताता है कि कौन-सी ख़राबियाँ हैं, और कोई क्यों नहीं है।'),
  FAULT_FAILED: ({ service, reason }) => words('ख़राबी लाई या हटाई नहीं जा सकी', `${name(service)}: ${reason}`, 'सर्विस को फिर से शुरू करें: इससे हर ख़राबी ख़त्म हो जाती है। इसका डेटा सुरक्षित है।'),
  PORT_TAKEN: ({ service, port }) => words(`${name(service)} का पोर्ट किसी और ने ले लिया`, `उसी क्षण किसी दूसरे प्रोग्राम ने पोर्ट ${port} ले लिया।`, 'फिर कोशिश करें: हर बार दूसरा पोर्ट चुना जाता है।'),

  // the administrator's policy
  POLICY_INVALID: ({ path, problems }) =>
    words('प्रशासक की नीति मान्य नहीं है', `फ़ाइल ${path} इस्तेमाल नहीं हो सकती: ${problems.join('; ')}.`, 'इस कंप्यूटर की देखभाल करने वाले को बताएँ। नीति के बिना Backbench शुरू नहीं होता, क्योंकि उसे अनदेखा नहीं किया जा सकता।'),
  SET_BY_ADMINISTRATOR: ({ what, path }) =>
    words('आपके प्रशासक ने तय किया है', what === 'engine' ? `इस कंप्यूटर की लैब का इंजन ${path} में तय है।` : what === 'room' ? `इस कंप्यूटर पर स्थानीय नेटवर्क के कमरे बंद हैं (${path})।` : `इस कंप्यूटर पर अपडेट बंद हैं (${path}): कोई पैक आयात नहीं होता।`, 'इस कंप्यूटर की देखभाल करने वाले से पूछें।'),

  // labs
  LABS_FOLDER_UNUSABLE: ({ path, reason }) => words('लैब पढ़ी नहीं जा सकीं', `फ़ोल्डर ${path} पढ़ा नहीं जा सका: ${reason}`, 'Backbench को फिर से इंस्टॉल करें, या उसे लैब का सही फ़ोल्डर दें।'),
  LAB_NOT_FOUND: ({ lab }) => words('ऐसी कोई लैब नहीं है', `"${lab}" नाम की कोई लैब नहीं है।`, 'कोर्स से कोई लैब चुनें।'),
  LAB_INVALID: ({ lab, problems }) =>
    words('यह लैब इस्तेमाल नहीं हो सकती', `लैब "${lab}" की फ़ाइलों में समस्याएँ हैं: ${problems.length}।`, 'अगर यह लैब आप लिख रहे हैं तो इन्हें ठीक करें: कोर्स में तुरंत दिखेगा। नहीं तो इसके लेखक को बताएँ।'),
  VARIANT_NOT_CHOSEN: ({ lab, known }) => words('पहले भाषा चुनें', `लैब "${lab}" कई भाषाओं में की जा सकती है।`, `विकल्प हैं: ${known.join(', ')}.`),
  VARIANT_UNKNOWN: ({ lab, variant, known }) =>
    words(`"${variant}" नाम का कोई रूप नहीं है`, known.length === 0 ? `लैब "${lab}" का एक ही रूप है।` : `लैब "${lab}" इसके लिए नहीं बनी है।`,
      known.length === 0 ? 'रूप का नाम दिए बिना लैब खोलें।' : `विकल्प हैं: ${known.join(', ')}.`),
  STEP_NOT_FOUND: ({ step }) => words('ऐसा कोई चरण नहीं है', `इस लैब में "${step}" चरण नहीं है।`, 'सूची से कोई चरण चुनें।'),
  CHECK_NOT_FOUND: ({ check }) => words('ऐसी कोई जाँच नहीं है', `इस लैब में "${check}" जाँच नहीं है।`, 'चरण को फिर से खोलें।'),
  SESSION_NOT_OPEN: () => words('लैब चालू नहीं है', 'इसके लिए लैब की सर्विस चाहिए, और वे बंद हैं।', 'लैब शुरू करें, फिर कोशिश करें।'),
  SESSION_BUSY: ({ doing }) =>
    words('एक क्षण', `लैब ${Object.hasOwn(DOING, doing) ? DOING[doing] : `व्यस्त है (${doing})`} और एक साथ दूसरा काम नहीं कर सकती।`, 'इसके पूरा होने तक रुकें, फिर कोशिश करें।'),
  NOTHING_TO_UNDO: () => words('पूर्ववत करने के लिए कुछ नहीं है', 'ऐसा कोई रीसेट, वापसी या छलाँग नहीं है जो पहले ही पूर्ववत न हो चुकी हो।', ''),
  CHECKPOINT_UNKNOWN: ({ checkpoint }) => words('यह चेकपॉइंट अब नहीं है', `चेकपॉइंट ${checkpoint} हटा दिया गया, या दूसरे इंजन का है। कुछ नहीं बदला गया।`, 'टाइमलाइन से कोई और चुनें।'),
  CHECKPOINT_DAMAGED: ({ name: kept, reason }) => words('यह चेकपॉइंट वापस नहीं लाया जा सकता', `${kept} नाम से जो रखा गया था वह पूरा नहीं है: ${reason}। कुछ नहीं बदला गया।`, 'टाइमलाइन से कोई और चुनें।'),
  RESTORE_UNFINISHED: ({ reason }) => words('वापसी बीच में रुक गई', `आपकी पहले की फ़ाइलें और डेटा सुरक्षित हैं, पर अभी वापस नहीं लाए जा सके: ${reason}।`, 'फिर कोशिश करें: लैब शुरू करने पर यह आगे बढ़ता है।'),
  NO_MORE_HINTS: () => words('और संकेत नहीं हैं', 'इस जाँच के सभी संकेत दिखाए जा चुके हैं।', ''),

  // workspace
  PATH_REFUSED: ({ path, reason }) => words('यह पथ मान्य नहीं है', `${path}: ${reason}`, 'कार्यस्थान के अंदर का नाम दें, आगे की ओर झुके स्लैश (/) के साथ।'),
  FILE_NOT_FOUND: ({ path }) => words('फ़ाइल नहीं रही', `${path} अब कार्यस्थान में नहीं है।`, 'उसे वापस लाने के लिए फिर से सहेजें, या कोई और फ़ाइल चुनें।'),
  FILE_TOO_LARGE: ({ path, bytes, limitBytes }) =>
    words('फ़ाइल एडिटर के लिए बहुत बड़ी है', `${path} में ${formatBytes(bytes)} हैं; एडिटर ${formatBytes(limitBytes)} तक लेता है।`, 'इसे टर्मिनल में देखें, जैसे `less` से।'),
  FILE_CHANGED: ({ path }) =>
    words('फ़ाइल इस बीच बदल गई', `${path} के यहाँ खुलने के बाद किसी दूसरे प्रोग्राम ने उसे बदला। कुछ भी मिटाया नहीं गया।`, 'दोनों रूप मिलाएँ और चुनें कि किससे आगे बढ़ना है; दूसरा उसके पास रखा जाता है।'),
  FILE_NOT_TEXT: ({ path }) => words('यह टेक्स्ट फ़ाइल नहीं है', `${path} में UTF-8 टेक्स्ट नहीं है।`, 'इसे टर्मिनल में देखें।'),

  // query panel
  QUERY_FAILED: ({ message, hint }) => words('सर्वर ने त्रुटि के साथ जवाब दिया', message, hint ?? ''),
  ROW_GONE: ({ statement }) =>
    words('आपकी बदली हुई एक पंक्ति अब नहीं है', `किसी दूसरे सेशन ने उसे मिटाया या उसकी की बदली, इसलिए कुछ नहीं लिखा गया: ${statement}`, 'पंक्तियाँ अब जैसी हैं वैसी देखने के लिए क्वेरी फिर चलाएँ।'),
  WRITE_REFUSED: ({ reason, statement, message }) => {
    const [why, what] = REFUSALS[reason];
    return words('सर्वर ने एक पंक्ति नहीं ली, इसलिए कुछ नहीं लिखा गया', `${why} सर्वर: ${message}\nस्टेटमेंट: ${statement}`, what);
  },
  QUERY_UNREADABLE: ({ message }) => words('इसे पढ़ा नहीं जा सका', message, 'निशान के पास छूटा हुआ उद्धरण चिह्न, कोष्ठक या अल्पविराम खोजें।'),

  // API client
  API_ADDRESS_REFUSED: ({ host }) =>
    words(`Backbench ${host} से नहीं जुड़ता`, 'यह बिना नेटवर्क के काम करता है। रिक्वेस्ट केवल इस कंप्यूटर और लैब की सर्विस तक जाती हैं।', 'इसे अपने प्रोग्राम को भेजें: उसका पता वैरिएबल baseUrl में है। दूसरे पतों के लिए कोई और क्लाइंट लें।'),
  API_NO_ANSWER: ({ url, reason, message }) => {
    switch (reason) {
      case 'refused':
        return words('वहाँ कोई नहीं सुन रहा', `${url} पर कोई प्रोग्राम कनेक्शन नहीं लेता।`, 'टर्मिनल में अपना प्रोग्राम शुरू करें, और देखें कि वह इसी पोर्ट पर सुनता है या नहीं।');
      case 'cut':
        return words('कनेक्शन कट गया', `${url} ने जवाब पूरा होने से पहले कनेक्शन बंद कर दिया: ${message}`, 'टर्मिनल में देखें: जो प्रोग्राम जवाब के बीच में बंद होते हैं वे वहाँ कारण बताते हैं।');
      case 'silent':
        return words('समय पर जवाब नहीं आया', `${url} ने ${message} तक कुछ नहीं कहा।`, 'टर्मिनल में देखें कि आपके प्रोग्राम को रिक्वेस्ट मिली या नहीं, और उसका हर रास्ता जवाब पर ख़त्म होता है या नहीं।');
      case 'not-http':
        return words('जो लौटा वह HTTP नहीं है', `${url} ने कुछ और जवाब दिया: ${message}`, 'क्या यह आपके प्रोग्राम का पोर्ट है, किसी डेटाबेस का तो नहीं?');
      case 'tls':
        return words('सुरक्षित कनेक्शन नहीं बना', `${url} और यह क्लाइंट TLS पर सहमत नहीं हो सके: ${message}`, 'क्या प्रोग्राम HTTPS बोलता है? प्रमाणपत्र ऐसी संस्था का होना चाहिए जिस पर यह कंप्यूटर भरोसा करता है।');
      case 'other':
        return words('रिक्वेस्ट नहीं पहुँची', `${url}: ${message}`, 'संदेश में जो बताया गया है उसे ठीक करें, फिर भेजें।');
    }
  },
  API_REQUEST_INVALID: ({ message }) => words('रिक्वेस्ट ऐसे नहीं भेजी जा सकती', message, 'इसे ठीक करके फिर भेजें।'),
  API_VALUES_MISSING: ({ names }) =>
    words(names.length === 1 ? `वैरिएबल ${names[0] ?? ''} का कोई मान नहीं है` : 'कुछ वैरिएबल के मान नहीं हैं', `रिक्वेस्ट में ये हैं: ${names.map((each) => `{{${each}}}`).join(', ')}.`, '“वैरिएबल” में मान दें, या पहले वह रिक्वेस्ट भेजें जो इसे पकड़ती है।'),
  API_FILE_UNREADABLE: ({ file, message, line }) =>
    words(`${file} पढ़ी नहीं जा सकती`, line === null ? message : `पंक्ति ${String(line)}: ${message}`, 'फ़ाइल को एडिटर में ठीक करें; तब तक उसमें कुछ नहीं लिखा जाता।'),
  API_NAME_TAKEN: ({ name: taken }) => words(`${taken} नाम की रिक्वेस्ट पहले से है`, 'रिक्वेस्ट की फ़ाइल में हर नाम अलग होता है।', 'कोई और नाम चुनें।'),
  API_DOCUMENT_UNREADABLE: ({ name: document, reason, message, line }) => {
    const title = `${document} पढ़ी नहीं जा सकती`;
    switch (reason) {
      case 'empty':
        return words(title, 'इसमें कुछ नहीं है।', 'OpenAPI 3 डॉक्यूमेंट या Postman कलेक्शन 2.1 चुनें। कुछ नहीं बदला गया।');
      case 'syntax':
        return words(title, line === null ? `यह न JSON है न YAML: ${message}` : `यह न JSON है न YAML। पंक्ति ${String(line)}: ${message}`, 'उसे वहाँ ठीक करें और फिर कोशिश करें। कुछ नहीं बदला गया।');
      case 'swagger-2':
        return words(title, `यह Swagger ${message} डॉक्यूमेंट है, OpenAPI 3 से पहले का फ़ॉर्मैट।`, 'पहले इसे OpenAPI 3 में बदलें, जैसे Swagger Editor में। कुछ नहीं बदला गया।');
      case 'openapi-version':
        return words(title, `इसका OpenAPI संस्करण ${message} है; यहाँ 3.0 और 3.1 पढ़े जाते हैं।`, 'अगर डॉक्यूमेंट उसी तरह लिखा है तो फ़ील्ड openapi को 3.1.0 करें। कुछ नहीं बदला गया।');
      case 'postman-version':
        return words(title, `यह दूसरे फ़ॉर्मैट का Postman कलेक्शन है${message === '' ? '' : `: ${message}`}।`, 'Postman में कलेक्शन को “Collection v2.1” के रूप में एक्सपोर्ट करें। कुछ नहीं बदला गया।');
      case 'not-openapi':
        return words(title, 'यह Postman कलेक्शन है; पेज के रूप में केवल OpenAPI डॉक्यूमेंट खुलते हैं।', 'इसकी रिक्वेस्ट सूची में लाने के लिए इसे इंपोर्ट करें।');
      case 'not-an-object':
      case 'unknown':
        return words(title, `यह न OpenAPI 3 डॉक्यूमेंट है न Postman कलेक्शन। ${message}`.trim(), 'OpenAPI डॉक्यूमेंट “openapi: 3.1.0” से शुरू होता है; कलेक्शन वह JSON फ़ाइल है जो Postman एक्सपोर्ट करता है। कुछ नहीं बदला गया।');
    }
  },
  API_DOCUMENT_EMPTY: ({ name: document }) => words(`${document} में कोई रिक्वेस्ट नहीं है`, 'डॉक्यूमेंट पढ़ लिया गया, पर उसमें कोई ऑपरेशन नहीं बताया गया है।', 'ऑपरेशन वाला कोई पथ जोड़ें, या दूसरा डॉक्यूमेंट चुनें।'),
  API_FILE_FULL: ({ limit }) => words('बहुत ज़्यादा रिक्वेस्ट हैं', `रिक्वेस्ट की फ़ाइल में ज़्यादा से ज़्यादा ${String(limit)} रह सकती हैं।`, 'उनमें से कम चुनें, या कुछ ऐसी मिटाएँ जिनकी अब ज़रूरत नहीं है।'),
  API_STREAM_REFUSED: ({ url, status, contentType, wanted }) => (wanted === 'websocket'
    ? words('सर्वर ने WebSocket नहीं खोला', `${url} ने ${String(status)} जवाब दिया; WebSocket 101 से शुरू होता है।`, 'क्या आपका प्रोग्राम इसी पथ पर WebSocket लेता है? टर्मिनल बताता है कि उसने रिक्वेस्ट का क्या किया।')
    : words(
      'जो आया वह इवेंट स्ट्रीम नहीं है', status === 200 ? `${url} ने ${contentType === '' ? 'बिना Content-Type के' : contentType} जवाब दिया; इवेंट text/event-stream के रूप में आते हैं।` : `${url} ने ${String(status)} जवाब दिया; इवेंट स्ट्रीम 200 से शुरू होती है।`,
      'पूरा जवाब देखने के लिए इसे साधारण रिक्वेस्ट की तरह भेजें।',
    )),
  API_STREAM_CLOSED: () => words('कनेक्शन बंद है', 'कुछ नहीं भेजा गया।', 'फिर से जोड़ें, फिर संदेश भेजें।'),
  API_SIGN_IN_FAILED: ({ reason, error, message }) => {
    switch (reason) {
      case 'state':
        return words('ब्राउज़र किसी और state के साथ लौटा', 'पैरामीटर state वह नहीं है जो भेजा गया था: जवाब किसी और साइन-इन का है, या किसी ने बीच में डाला है। कोई कोड नहीं भुनाया गया।', 'फिर से साइन इन करें। हर बार ऐसा हो तो प्रोवाइडर state को जैसा आया वैसा नहीं लौटाता।');
      case 'denied':
        return words('प्रोवाइडर कहता है: access denied', message === '' ? 'वहाँ साइन-इन ठुकराया या छोड़ा गया।' : message, 'फिर से साइन इन करें, और जो माँगा जाए उसे मंज़ूर करें।');
      case 'refused':
        return words(`प्रोवाइडर कहता है: ${error}`, message === '' ? 'उसने कोई विवरण नहीं दिया।' : message, 'क्लाइंट ID, स्कोप और रीडायरेक्ट पता देखें: प्रोवाइडर को वे वैसे ही पता होने चाहिए जैसे यहाँ हैं।');
      case 'silent':
        return words('साइन-इन पेज से कोई नहीं लौटा', `${message} मिनट में कोई ब्राउज़र वापस नहीं भेजा गया। पोर्ट फिर बंद है।`, 'फिर से साइन इन करें। अगर पेज ने रीडायरेक्ट नहीं किया, तो देखें कि प्रोवाइडर के पास इस क्लाइंट का कौन सा रीडायरेक्ट पता है।');
      case 'redirect':
        return words('प्रोवाइडर ने ब्राउज़र को गलत जगह भेजा', `ब्राउज़र ${message} पर आया, उस एक कोड के बिना जो वहाँ होना चाहिए।`, 'रीडायरेक्ट वही redirect_uri है जो भेजा गया, पैरामीटर code और state के साथ।');
      case 'pasted':
        return words('ब्राउज़र इस पते पर नहीं भेजा गया था', `वह पता ऐसे शुरू होता है: ${message}`, 'ब्राउज़र से पूरा पता कॉपी करें, code और state समेत।');
      case 'port':
        return words(error === '0' ? 'कोई पोर्ट खाली नहीं है' : `पोर्ट ${error} किसी और के पास है`, message === '' ? 'ब्राउज़र का इंतज़ार नहीं हो सका।' : message, 'दूसरा रीडायरेक्ट पोर्ट चुनें, या खाली पोर्ट के लिए जगह खाली छोड़ें।');
      case 'over':
        return words('यह साइन-इन पूरा हो चुका है', 'हर साइन-इन एक ही पता लेता है।', 'फिर से साइन इन करें।');
    }
  },
  API_TOKEN_REFUSED: ({ url, status, reason, error, body }) => {
    const answer = body === '' ? 'उसके जवाब की बॉडी खाली है।' : `उसका जवाब: ${body}`;
    switch (reason) {
      case 'refused':
        return words(error === '' ? 'टोकन एंडपॉइंट ने टोकन नहीं दिया' : `टोकन एंडपॉइंट कहता है: ${error}`, `${url} ने ${String(status)} जवाब दिया। ${answer}`, error === 'invalid_grant' ? 'कोड या रिफ़्रेश टोकन इस्तेमाल हो चुका है, पुराना है, या verifier से मेल नहीं खाता। फिर से साइन इन करें।' : 'टोकन URL, क्लाइंट ID और सीक्रेट देखें, फिर से साइन इन करें।');
      case 'no-token':
        return words('जवाब में एक्सेस टोकन नहीं है', `${url} ने ${String(status)} जवाब दिया। ${answer}`, 'टोकन एंडपॉइंट JSON ऑब्जेक्ट देता है जिसमें access_token टेक्स्ट होता है।');
      case 'token-type':
        return words(`${error} प्रकार के टोकन काम नहीं आ सकते`, `${url} ने ऐसा टोकन दिया; यहाँ से केवल Bearer टोकन भेजे जाते हैं।`, 'प्रोवाइडर को token_type Bearer के साथ जवाब देने दें।');
    }
  },

  // terminal
  TERMINAL_NOT_FOUND: () => words('यह टर्मिनल बंद है', 'इसका शेल बंद हो चुका है।', 'नया टर्मिनल खोलें।'),
  TERMINAL_FAILED: ({ reason }) => words('टर्मिनल नहीं खुल सका', reason, 'फिर कोशिश करें। लैब बंद हो तो पहले उसे शुरू करें।'),

  // data on this machine
  DISK_FULL: ({ path }) => words('डिस्क भर गई है', `${path} लिखने के लिए जगह नहीं बची। पहले सहेजा हुआ सुरक्षित है।`, 'कुछ जगह खाली करें, फिर कोशिश करें।'),
  DATA_FOLDER_UNUSABLE: ({ path, reason }) => words('डेटा फ़ोल्डर इस्तेमाल नहीं हो सकता', `${path}: ${reason}`, 'अपने खाते को वहाँ लिखने का अधिकार दें, या Backbench को दूसरे डेटा फ़ोल्डर के साथ शुरू करें।'),
  DATABASE_CORRUPT: ({ path, reason }) =>
    words('प्रगति की फ़ाइल ख़राब है', `${path} पढ़ी नहीं जा सकती: ${reason}। उसे जैसी थी वैसी छोड़ा गया है।`, 'उसकी जगह बैकअप रखें, या खाली प्रगति से शुरू करने के लिए उसे हटा दें। फिर Backbench दोबारा शुरू करें।'),
  DATABASE_NEWER: ({ path, found, supported }) =>
    words('प्रगति की फ़ाइल नए Backbench की है', `${path} का संस्करण ${found} है; यह Backbench ${supported} तक पढ़ता है। फ़ाइल को छुआ नहीं गया।`, 'नया Backbench इंस्टॉल करें।'),
  MIGRATION_FAILED: ({ path, from, to, backup, reason }) =>
    words('प्रगति की फ़ाइल अपडेट नहीं हो सकी', `संस्करण ${from} से ${to} पर जाना विफल हुआ: ${reason}। ${path} जैसी थी वैसी है; जाँची हुई प्रति ${backup} में है।`, 'डिस्क पर कुछ जगह खाली करें और Backbench फिर से शुरू करें।'),
  PLACE_NOT_FOUND: ({ path }) => words('वहाँ कुछ नहीं है', `${path} नाम की कोई फ़ाइल या फ़ोल्डर नहीं है।`, 'नाम जाँचें; पेन ड्राइव हो तो देखें कि वह लगी और माउंट हुई है या नहीं।'),
  PLACE_NOT_WRITABLE: ({ path, reason }) => words('वहाँ कुछ लिखा नहीं जा सकता', `${path} को लिखा नहीं जा सका: ${reason}। वहाँ कुछ नहीं बदला गया।`, 'कोई और जगह चुनें, या देखें कि आपको वहाँ लिखने की अनुमति है; पेन ड्राइव हो तो देखें कि वह अब भी लगी है।'),
  PROGRESS_FILE_UNREADABLE: ({ file, reason }) => words('यह पढ़ी जा सकने वाली प्रगति फ़ाइल नहीं है', `${file}: ${reason}।`, 'सीखने वाले के कंप्यूटर पर प्रगति फिर से एक्सपोर्ट करें, और नई फ़ाइल लाएँ।'),
  LEARNER_UNKNOWN: ({ learner, known }) =>
    words('कक्षा में इस नाम का एक भी सीखने वाला नहीं है', `${learner} माँगा गया था। कक्षा में हैं: ${known.join(', ') || 'अभी कोई नहीं'}।`, 'वैसा नाम दें जैसा रिपोर्ट में है, या उसके पास लिखे डिवाइस की शुरुआत।'),
  RECHECK_NOT_AGREED: ({ learner }) =>
    words('इससे सीखने वाले का कोड आपके कंप्यूटर पर चलेगा', `कंटेनर इंजन के बिना, ${learner} का लिखा कोड आपके सारे अधिकारों के साथ चलता है: वह आपकी फ़ाइलें पढ़ और बदल सकता है।`, 'Docker शुरू करें, या कहें कि आप सहमत हैं: कमांड लाइन पर --agree-native से।'),
  RECHECK_OTHER_VERSION: ({ lab, theirs, here }) =>
    words('काम इस लैब के दूसरे संस्करण पर है', `${lab}: सीखने वाले के पास संस्करण ${String(theirs)} है, इस कंप्यूटर पर ${String(here)}।`, 'दोनों कंप्यूटरों पर एक ही पैक या ऐप लाएँ, फिर जाँचें।'),
  RECHECK_NO_WORK: ({ learner }) =>
    words('जाँचने के लिए कोई फ़ाइल नहीं है', `${learner} की सबसे नई फ़ाइल बिना काम की फ़ाइलों के आई।`, 'सीखने वाले से लैब की फ़ाइलों के साथ फिर जमा करने को कहें।'),
  ASSIGNMENT_UNREADABLE: ({ file, reason }) =>
    words('यह पढ़ा जा सकने वाला असाइनमेंट नहीं है', `${file}: ${reason}।`, 'असाइनमेंट का नाम .bbassign पर ख़त्म होता है। शिक्षक से फ़ाइल फिर माँगें।'),
  ASSIGNMENT_SIGNATURE_WRONG: ({ file }) =>
    words('असाइनमेंट वैसा नहीं है जैसा हस्ताक्षरित हुआ था', `${file} बनने के बाद बदली गई, या हस्ताक्षर उस कुंजी का नहीं है जिसका नाम उसमें है।`, 'शिक्षक से फ़ाइल फिर माँगें।'),
  ASSIGNMENT_KEY_UNKNOWN: ({ title, fingerprint }) =>
    words('इस असाइनमेंट की कुंजी पर यहाँ अभी किसी ने भरोसा नहीं किया है', `"${title}" पर कुंजी ${fingerprint} का हस्ताक्षर है।`, 'कुंजी को शिक्षक की दिखाई कुंजी से मिलाएँ, फिर उस पर भरोसा करें: कमांड लाइन पर --fingerprint से।'),
  ASSIGNMENT_KEY_CHANGED: ({ title, expected, found }) =>
    words('असाइनमेंट पर पहले से अलग कुंजी का हस्ताक्षर है', `"${title}" पर ${expected} का हस्ताक्षर था, और इस फ़ाइल पर ${found} का।`, 'शिक्षक से पूछें। दोनों सही हों तो पहले यहाँ वाला असाइनमेंट हटाएँ।'),
  ASSIGNMENT_OLDER: ({ title, here, found }) =>
    words('इस असाइनमेंट का नया संस्करण यहाँ है', `"${title}": यहाँ नंबर ${String(here)} है, और यह फ़ाइल नंबर ${String(found)} है।`, 'कुछ करने की ज़रूरत नहीं। सबसे नए के लिए शिक्षक से पूछें।'),
  ASSIGNMENT_MIXED: ({ title, number }) =>
    words('इस असाइनमेंट के दो संस्करणों का नंबर एक ही है', `"${title}", नंबर ${String(number)}, यहाँ दूसरे शब्दों में है।`, 'शिक्षक से इसे फिर बनाने को कहें: तब इसका नंबर बड़ा होगा।'),
  ASSIGNMENT_UNKNOWN: ({ id, known }) =>
    words('ऐसा कोई असाइनमेंट नहीं है', `${id} माँगा गया था। ये हैं: ${known.join(', ') || 'अभी कोई नहीं'}।`, 'इनमें से किसी का id दें।'),
  EXAM_FORBIDS: ({ help, until }) =>
    words({
      hint: 'परीक्षा में संकेत नहीं मिलते', reference: 'परीक्षा में संदर्भ उत्तर नहीं मिलते', 'earlier-state': 'परीक्षा नए सिरे से शुरू होती है',
    }[help], help === 'earlier-state' ? 'परीक्षा के दौरान पहले का काम वापस नहीं लाया जा सकता।' : `यह लैब ${clock(until)} तक चलने वाली परीक्षा का हिस्सा है।`, 'इसके बिना आगे बढ़ें। परीक्षा जमा करने पर यह सब फिर मिलेगा।'),
  EXAM_NONE: ({ title }) => words('यह परीक्षा नहीं है', `"${title}" ऐसा असाइनमेंट है जिसका अपना समय नहीं है।`, 'इसकी लैब जब चाहें करें।'),
  EXAM_UNDER_WAY: ({ id, until }) => words('एक परीक्षा चल रही है', `${id} ${clock(until)} तक चलेगी।`, 'पहले उसे जमा करें।'),
  EXAM_ONCE: ({ title, at }) => words('यह परीक्षा पहले शुरू हो चुकी है', `"${title}" ${clock(at)} को शुरू हुई थी, और परीक्षा एक ही बार होती है।`, 'शिक्षक से पूछें: नया असाइनमेंट फिर शुरू किया जा सकता है।'),
  EXAM_CLOSED: ({ title, at }) => words('इस परीक्षा का समय समाप्त हो गया', `"${title}" ${clock(at)} तक शुरू की जा सकती थी।`, 'शिक्षक से पूछें।'),
  EXAM_LABS_MISSING: ({ title, labs }) => words('इस परीक्षा की लैब यहाँ नहीं हैं', `"${title}" के लिए ये चाहिए: ${labs.join(', ')}।`, 'उन्हें लाने वाला पैक आयात करें, फिर शुरू करें।'),
  EXAM_NOT_UNDER_WAY: () => words('कोई परीक्षा नहीं चल रही', 'जमा करने को कुछ नहीं है।', 'समाप्त परीक्षा में किया काम आपकी प्रगति में है: उसे जमा करें।'),
  CERTIFICATE_UNREADABLE: ({ file, reason }) =>
    words('यह प्रमाणपत्र नहीं है', `${file} प्रमाणपत्र की तरह पढ़ी नहीं जा सकती: ${reason}`, 'प्रमाणपत्र का नाम .bbcert पर ख़त्म होता है। उसकी तस्वीर नहीं, फ़ाइल ही माँगें।'),
  CERTIFICATE_SIGNATURE_WRONG: ({ file }) =>
    words('प्रमाणपत्र वैसा नहीं है जैसा हस्ताक्षरित हुआ था', `${file} बनने के बाद बदली गई, या हस्ताक्षर उस कुंजी का नहीं है जिसका नाम उसमें है।`, 'इस पर भरोसा न करें। जिसने इसे जारी किया उससे फ़ाइल माँगें।'),
  CERTIFICATE_REFUSED: ({ name, why, missing }) => (why === 'tampered'
    ? words('इस इतिहास से प्रमाणपत्र नहीं बनता', `${name} का इतिहास वैसा नहीं है जैसा लिखा गया था।`, 'देखें कि उसमें क्या मिला, और सीखने वाले से बात करें।')
    : words('अभी सब कुछ पास नहीं है', missing.length === 0 ? `${name} का अभी कुछ नहीं है।` : `पास नहीं: ${missing.join(', ')}।`, 'पहले ये लैब पास करें, या किसी एक चरण का प्रमाणपत्र माँगें।')),
  DATA_IN_USE: ({ path }) =>
    words('Backbench चल रहा है', `एक और प्रोसेस ${path} के साथ काम कर रही है। कुछ भी मिटाया नहीं गया।`, 'ऐप और हर "backbench" कमांड बंद करें, फिर कोशिश करें।'),
  ERASE_INCOMPLETE: ({ left }) =>
    words('सब कुछ मिटाया नहीं जा सका', left.map(({ path, reason }) => `${path}: ${reason}`).join('\n'), 'जिसने ये फ़ाइलें खोल रखी हैं उसे बंद करें, फिर से मिटाएँ: जो बचा है वहीं से आगे बढ़ेगा।'),
  PROGRESS_SIGNATURE_WRONG: ({ file }) =>
    words('प्रगति फ़ाइल बनने के बाद बदली गई', `${file} वैसी नहीं है जैसी उसकी कुंजी ने हस्ताक्षरित की थी। हो सकता है वह रास्ते में ख़राब हुई हो या बदली गई हो। उसका कुछ भी इस्तेमाल नहीं किया गया।`, 'सीखने वाले के कंप्यूटर पर प्रगति फिर से एक्सपोर्ट करें, और नई फ़ाइल लाएँ।'),

  // the app's own parts
  CANCELLED: () => words('रद्द किया गया', 'जो शुरू हुआ था उसे पूर्ववत कर दिया गया है।', ''),
  HOST_GONE: () => words('लैब होस्ट बंद हो गया', 'Backbench का वह हिस्सा जो लैब चलाता है बंद हो गया। नया उसकी जगह ले रहा है; आपका सहेजा हुआ काम सुरक्षित है।', 'एक क्षण रुकें, फिर कोशिश करें।'),
  INPUT_REFUSED: ({ issues }) =>
    words('यह इनपुट स्वीकार नहीं है', issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n'), 'इसे ठीक करके फिर कोशिश करें।'),
  INTERNAL: ({ reason }) => words('Backbench के अंदर कुछ गड़बड़ हुई', reason, 'आपका सहेजा हुआ काम सुरक्षित है। फिर कोशिश करें; दोबारा हो तो Backbench फिर से शुरू करें।'),
};
