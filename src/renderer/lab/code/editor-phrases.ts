/** The code editor's own words in the language of the window; it names each by its English. */
import { EditorState, type Extension } from '@codemirror/state';
import type { T } from '../../words/words-context.tsx';

export const editorPhrases = (t: T): Extension => EditorState.phrases.of({
  Find: t('code.find'),
  Replace: t('code.replace-with'),
  next: t('code.next'),
  previous: t('code.previous'),
  all: t('code.all'),
  'match case': t('code.match-case'),
  regexp: t('code.regexp'),
  'by word': t('code.by-word'),
  replace: t('code.replace'),
  'replace all': t('code.replace-all'),
  close: t('code.close'),
  'current match': t('code.current-match'),
  'on line': t('code.on-line'),
  'replaced match on line $': t('code.replaced-one'),
  'replaced $ matches': t('code.replaced-many'),
  'Go to line': t('code.go-to-line'),
  go: t('code.go'),
  Completions: t('code.completions'),
  'Selection deleted': t('code.selection-deleted'),
  'folded code': t('code.folded'),
  unfold: t('code.unfold'),
  '$ unchanged lines': t('code.unchanged'),
  'Control character': t('code.control-character'),
});
