/** What happened to a stream, in words; the codes of RFC 6455 among it. */
import type { StreamNote } from '../../../shared/api-client/stream-views.ts';
import type { T } from '../../words/words-context.tsx';

export function noteWords(note: StreamNote, t: T): string {
  switch (note.what) {
    case 'connecting':
      return note.lastEventId === null ? t('api-stream.connecting-to', { url: note.url }) : t('api-stream.connecting-after', { url: note.url, id: note.lastEventId });
    case 'connected':
      return note.detail === '' ? t('api-stream.connected') : t('api-stream.connected-as', { detail: note.detail });
    case 'closed':
      return `${note.by === 'you' ? t('api-stream.closed-by-you', { code: String(note.code) }) : t('api-stream.closed-by-server', { code: String(note.code) })} ${codeWords(note.code, t)}${note.reason === '' ? '' : ` “${note.reason}”`}`;
    case 'ended':
      return t('api-stream.ended');
    case 'left':
      return t('api-stream.left');
    case 'stopped':
      return t('api-stream.stopped');
    case 'lost':
      return t('api-stream.lost', { message: note.message });
    case 'retry':
      return t('api-stream.retry', { time: t.duration(note.ms) });
    case 'waiting':
      return t('api-stream.waiting', { time: t.duration(note.ms) });
    case 'comment':
      return t('api-stream.comment', { text: note.text });
    case 'odd-line':
      return t('api-stream.odd-line', { text: note.text });
  }
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
function codeWords(code: number, t: T): string {
  switch (code) {
    case 1000:
      return t('api-stream.code-1000');
    case 1001:
      return t('api-stream.code-1001');
    case 1002:
      return t('api-stream.code-1002');
    case 1003:
      return t('api-stream.code-1003');
    case 1005:
      return t('api-stream.code-1005');
    case 1006:
      return t('api-stream.code-1006');
    case 1007:
      return t('api-stream.code-1007');
    case 1008:
      return t('api-stream.code-1008');
    case 1009:
      return t('api-stream.code-1009');
    case 1011:
      return t('api-stream.code-1011');
    default:
      return code >= 4000 ? t('api-stream.code-own') : t('api-stream.code-other');
  }
}
