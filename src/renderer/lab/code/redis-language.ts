/** Redis commands for the highlighter: the first word is the command, then words, strings and numbers. */
import type { StreamParser } from '@codemirror/language';

export const redisCommands: StreamParser<{ first: boolean }> = {
  name: 'redis',
  startState: () => ({ first: true }),
  token(stream, state) {
    if (stream.sol()) state.first = true;
    if (stream.eatSpace()) return null;
    if (state.first && stream.match(/^[#>].*/)) return stream.current().startsWith('#') ? 'comment' : null;
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) {
      state.first = false;
      return 'string';
    }
    const word = stream.match(/^\S+/);
    const text = Array.isArray(word) ? word[0] : '';
    if (state.first) {
      state.first = false;
      return 'keyword';
    }
    if (/^[-+(]?\d+(\.\d+)?$/.test(text)) return 'number';
    return /^[A-Z]{2,}$/.test(text) ? 'atom' : null;
  },
  languageData: { commentTokens: { line: '#' } },
};
