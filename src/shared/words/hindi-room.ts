/** The Hindi words for what can go wrong between the machines of a room. */
import type { englishRoomErrors } from '../messages-english-room.ts';
import { words } from '../message-words.ts';

export const hindiRoomErrors: typeof englishRoomErrors = {
  ROOM_ADDRESS_INVALID: ({ address }) => words('यह कमरे का पता नहीं है', `“${address}” स्थानीय नेटवर्क का पता नहीं है।`, 'पता वैसे ही लिखें जैसा शिक्षक के कंप्यूटर पर दिखता है, जैसे 192.168.1.7:47420।'),
  ROOM_CODE_WRONG: ({ address }) => words('कोड ग़लत है', `${address} का कोड दूसरा है।`, 'शिक्षक की स्क्रीन देखें: कमरा हर बार खुलने पर नया कोड पाता है।'),
  ROOM_UNREACHABLE: ({ address, reason }) =>
    words(
      'शिक्षक के कंप्यूटर तक पहुँच नहीं हुई', `${address}: ${reason}। अब तक जो इंपोर्ट हुआ वह रखा है।`,
      'देखें कि वह अब भी कमरे को दे रहा है, दोनों कंप्यूटर एक नेटवर्क में हैं और बीच में कोई फ़ायरवॉल नहीं है। फिर कोशिश करें: इंपोर्ट वहीं से आगे बढ़ेगा।',
    ),
  ROOM_BUSY: ({ address }) =>
    words('शिक्षक का कंप्यूटर अभी और कनेक्शन नहीं लेता', `${address} ने कनेक्शन शुरू होने से पहले ही ख़त्म कर दिया।`, 'एक मिनट रुकें, फिर कोशिश करें। अगर कोड कई बार ग़लत था, तो पहले उसे शिक्षक की स्क्रीन से मिलाएँ।'),
  ROOM_REFUSED: ({ address, reason }) =>
    words('शिक्षक का कंप्यूटर यह नहीं कर सकता', `${address}: ${reason}।`, 'देखें कि दोनों कंप्यूटरों पर Backbench का एक ही संस्करण है। स्टिक या साझा फ़ोल्डर से भी काम चलता है।'),
  ROOM_NO_CLASS: ({ address }) => words('यहाँ प्रगति इकट्ठी नहीं की जा रही', `${address} केवल पैक देता है।`, 'शिक्षक से कहें कि कोई कक्षा चुनें, या फ़ाइल जमा करें।'),
};
