/**
 * What one part of the desk asks of another: the lesson that a command is run, the terminal that a file is shown.
 * A part that is not on the screen yet takes what was asked of it when it comes.
 */
import { useEffect, useRef } from 'react';
import { useDesk } from './lab-context.ts';

export interface DeskRequestTypes {
  /** Type these lines into a shell and run them. */
  terminal: { text: string };
  /** Show this text in the query panel, as a scratch text. The service is named by its id; null for the step's own. */
  query: { text: string; service: string | null };
  /** Show a file; line and column count from 1. */
  editor: { path: string; line: number | null; column: number | null };
  /** Search in all files. */
  search: Record<string, never>;
}
export type DeskPart = keyof DeskRequestTypes;

type Taker<P extends DeskPart> = (request: DeskRequestTypes[P]) => void;

export class DeskRequests {
  readonly #takers: { [P in DeskPart]?: Taker<P> } = {};
  readonly #waiting: { [P in DeskPart]?: DeskRequestTypes[P] } = {};

  /** Asks a part; while nobody takes its requests, the latest one waits. */
  ask<P extends DeskPart>(part: P, request: DeskRequestTypes[P]): void {
    const taker = this.#takers[part];
    if (taker === undefined) (this.#waiting as Record<DeskPart, unknown>)[part] = request;
    else taker(request);
  }

  /** Takes a part's requests from now on, the one that waits first. @returns stops it */
  take<P extends DeskPart>(part: P, taker: Taker<P>): () => void {
    const takers = this.#takers as Record<DeskPart, unknown>;
    takers[part] = taker;
    const waiting = this.#waiting[part] as DeskRequestTypes[P] | undefined;
    delete this.#waiting[part];
    if (waiting !== undefined) taker(waiting);
    return () => {
      if (takers[part] === taker) delete this.#takers[part];
    };
  }
}

/** Takes a part's requests while the component is on the screen. */
export function useDeskRequests<P extends DeskPart>(part: P, taker: Taker<P>): void {
  const { requests } = useDesk();
  const latest = useRef(taker);
  useEffect(() => {
    latest.current = taker;
  });
  useEffect(() => requests.take(part, (request) => latest.current(request)), [requests, part]);
}
