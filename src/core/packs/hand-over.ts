/** Hands pieces from one loop to another without keeping any: whoever gives one waits until the other asks for the next. */

export interface HandOver {
  /** @throws what it was ended with */
  give(piece: Buffer): Promise<void>;
  /** The next so many bytes; each piece is good until the next one is asked for. @throws what it was ended with */
  pieces(bytes: number): AsyncGenerator<Buffer, void, void>;
  /** Whoever waits, now or later, is told this. */
  end(error: unknown): void;
}

export function createHandOver(): HandOver {
  let over: { error: unknown } | null = null;
  let offered: { piece: Buffer; taken: () => void; failed: (error: unknown) => void } | null = null;
  let waiting: { come: () => void; failed: (error: unknown) => void } | null = null;
  return {
    give: (piece) => new Promise((resolve, reject) => {
      if (over !== null) {
        reject(asError(over.error));
        return;
      }
      offered = { piece, taken: resolve, failed: reject };
      waiting?.come();
      waiting = null;
    }),
    async *pieces(bytes) {
      for (let left = bytes; left > 0;) {
        if (offered === null) {
          await new Promise<void>((resolve, reject) => {
            if (over === null) waiting = { come: resolve, failed: reject };
            else reject(asError(over.error));
          });
        }
        const now = offered as { piece: Buffer; taken: () => void } | null;
        if (now === null) throw new Error('no piece was given');
        left -= now.piece.length;
        yield now.piece;
        offered = null;
        now.taken();
      }
    },
    end(error) {
      over ??= { error };
      offered?.failed(error);
      waiting?.failed(error);
      [offered, waiting] = [null, null];
    },
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
