/**
 * Answers that stand in a field and are not kept yet. A field keeps its text when it is left; a check by keyboard and
 * a step that goes away leave it without that, so they ask here.
 */
export class TypedAnswers {
  readonly #fields = new Set<() => void>();

  /** Adds a field by what keeps its text. @returns keeps it a last time and takes the field away */
  add(keep: () => void): () => void {
    this.#fields.add(keep);
    return () => {
      this.#fields.delete(keep);
      keep();
    };
  }

  /** Keeps the text of every field that is on the screen. */
  readonly keepAll = (): void => {
    for (const keep of this.#fields) keep();
  };
}
