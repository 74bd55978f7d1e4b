/** What the daemon says while it builds, turned into progress, the reason of a failure, and the last lines. */

/** One message of the daemon's stream, as far as it is used. */
export interface DaemonMessage {
  stream?: string;
  /** Of a pull or an import: what is being done. */
  status?: string;
  id?: string;
  progressDetail?: { current?: number; total?: number };
  error?: string;
  errorDetail?: { message?: string };
}

export interface BuildStep {
  /** What is being done, one line. */
  text: string;
  /** 0 to 1: how many of the steps are done. */
  fraction: number;
}

export interface BuildLog {
  /** Takes the next message. @returns where the build is now, or null when nothing changed */
  take(message: DaemonMessage): BuildStep | null;
  /** Why it failed, once the daemon said so. A stream that fails still ends without an error of its own. */
  readonly failure: string | null;
  /** The last lines, oldest first. */
  tail(): string[];
  /** The images in which stages before the last one ended: of use to nobody once the build is done. */
  stageImages(): string[];
}

/** Lines kept for a failure: the end of a compiler's or package manager's complaint fits. */
const TAIL_LINES = 40;
/** A progress line is one line of a window. */
const TEXT_LENGTH = 160;

const STEP = /^Step (\d+)\/(\d+) : (.*)/;
const IMAGE = /^ ---> ([0-9a-f]{12,64})$/;
/** Colours of the programs that the build runs. */
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

/** Follows one build of the classic builder. */
export function createBuildLog(): BuildLog {
  const lines: string[] = [];
  const stages: string[] = [];
  let rest = '';
  let step: BuildStep = { text: '', fraction: 0 };
  /** The image that the present stage began with, and the one it has come to. */
  let parent: string | null = null;
  let image: string | null = null;
  let failure: string | null = null;

  function line(text: string): boolean {
    lines.push(text);
    if (lines.length > TAIL_LINES) lines.shift();
    const made = IMAGE.exec(text)?.[1];
    if (made !== undefined) {
      parent ??= made;
      image = made;
    }
    const found = STEP.exec(text);
    if (found === null) return false;
    const [, number, total, instruction = ''] = found;
    // A FROM that is not the first thing ends a stage; an ARG may come before the very first.
    if (/^FROM\b/i.test(instruction)) {
      if (image !== null && image !== parent) stages.push(image);
      parent = null;
      image = null;
    }
    step = { text: instruction.replace(/\s+/g, ' ').slice(0, TEXT_LENGTH), fraction: (Number(number) - 1) / Number(total) };
    return true;
  }

  return {
    take(message) {
      const error = message.errorDetail?.message ?? message.error;
      if (error !== undefined) failure = error.replace(COLOURS, '').trim();
      rest += message.stream ?? '';
      let changed = false;
      const parts = rest.replace(COLOURS, '').split(/\r?\n/);
      rest = parts.pop() ?? '';
      for (const part of parts) {
        if (part.trim() !== '' && line(part)) changed = true;
      }
      return changed ? step : null;
    },
    get failure() {
      return failure;
    },
    tail: () => (rest.trim() === '' ? [...lines] : [...lines, rest.trim()]),
    stageImages: () => [...stages],
  };
}
