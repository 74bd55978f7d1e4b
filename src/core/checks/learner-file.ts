/** The file of the workspace that a check is about, or why it can't be looked at. */
import { isCode } from '../../shared/errors.ts';
import type { CheckTools } from './check-context.ts';
import { message, notYet, type NotYet } from './outcome.ts';

/** Some editors of Windows begin a text with it. Nobody sees it, and servers stumble over it. */
const BYTE_ORDER_MARK = '\ufeff';

/** @returns the text, or the outcome of a check whose file can't be read: that is the learner's to mend */
export async function readLearnerFile(path: string, tools: CheckTools): Promise<{ text: string } | NotYet> {
  try {
    const { text } = await tools.context.workspace.read(path);
    return { text: text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text };
  } catch (error) {
    if (isCode(error, 'FILE_NOT_FOUND')) return notYet('file-missing', [message(path, 'There is no such file.')]);
    if (isCode(error, 'PATH_REFUSED')) return notYet('file-missing', [message(path, `This can't be read: ${error.details.reason}.`)]);
    if (isCode(error, 'FILE_NOT_TEXT')) return notYet('query-unreadable', [message(path, 'This is not a text in UTF-8.')]);
    if (isCode(error, 'FILE_TOO_LARGE')) {
      return notYet('query-unreadable', [message(path, `The file has ${String(error.details.bytes)} bytes; the limit is ${String(error.details.limitBytes)}.`)]);
    }
    throw error;
  }
}
