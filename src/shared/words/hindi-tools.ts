/** How tools are got, in Hindi. The commands are the same in every language. */
import type { ToolPhrases } from '../tool-words.ts';

export const hindiPhrases: ToolPhrases = {
  debian: (name) => `अपने पैकेज मैनेजर से इंस्टॉल करें, Debian और Ubuntu पर: sudo apt install ${name}.`,
  brew: (name) => `इंस्टॉल करें, जैसे Homebrew से: brew install ${name}.`,
  winget: (id) => `इंस्टॉल करें, जैसे: winget install ${id}. फिर Backbench दोबारा शुरू करें।`,
  library: (stack, command) => `जब नेटवर्क हो तब एक बार जोड़ें: ${command(`tools add ${stack}`)}. या Docker इस्तेमाल करें: इमेज में यह है।`,
  bashOnWindows: 'यह Git के साथ आता है: winget install Git.Git. उसका फ़ोल्डर bin PATH में डालें, फिर Backbench दोबारा शुरू करें।',
  curlOnWindows: 'यह Windows 10 और उसके बाद का हिस्सा है।',
  redisOnWindows: 'Windows के लिए यह नहीं है। Docker या क्वेरी पैनल इस्तेमाल करें।',
  mongosh: 'जब नेटवर्क हो तब एक बार इंस्टॉल करें: npm install -g mongosh.',
  pythonOnWindows: 'Microsoft Store से Python इंस्टॉल करें; उसमें कमांड python3 है।',
  mavenOnWindows: 'maven.apache.org से इंस्टॉल करें और उसका फ़ोल्डर bin PATH में डालें।',
  goOnLinux: 'Debian 13 या नए पर: sudo apt install golang-go. बाकी जगह https://go.dev/dl/ का आर्काइव /usr/local में खोलें और /usr/local/go/bin को PATH में डालें।',
  unknown: (tool) => `${tool} इंस्टॉल करें और उसे PATH में डालें।`,
  names: { mongodb: 'MongoDB ड्राइवर', javac: 'Java कंपाइलर', websocket: 'Go की WebSocket लाइब्रेरी' },
};
