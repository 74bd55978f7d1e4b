/** Marks the place in the text that the server's error names; the mark goes with the next edit. */
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

const setMark = StateEffect.define<{ from: number; to: number } | null>();

const markField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setMark)) continue;
      next = effect.value === null ? Decoration.none : Decoration.set(Decoration.mark({ class: 'cm-fault' }).range(effect.value.from, effect.value.to));
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const faultMark: Extension = markField;

/**
 * Marks the word at an offset and brings it into view.
 * @param offset from 0, in the whole text
 */
export function markFault(view: EditorView, offset: number): void {
  const { from, to } = faultRange(view.state, offset);
  const effects = [EditorView.scrollIntoView(from, { y: 'nearest' })];
  view.dispatch({ effects: from < to ? [...effects, setMark.of({ from, to })] : effects });
}

export function clearFault(view: EditorView): void {
  view.dispatch({ effects: setMark.of(null) });
}

/** The word at the offset; at the end of the text the last word, because "at end of input" means what is before it. */
export function faultRange(state: EditorState, offset: number): { from: number; to: number } {
  const length = state.doc.length;
  let at = Math.max(0, Math.min(offset, length));
  if (at === length) at = Math.max(0, state.doc.toString().trimEnd().length - 1);
  const word = state.wordAt(at);
  return word === null ? { from: at, to: Math.min(at + 1, length) } : { from: word.from, to: word.to };
}
