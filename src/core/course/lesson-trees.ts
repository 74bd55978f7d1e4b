/**
 * Lessons as the window draws them. Reading Markdown takes longer than all else that a start does for a lab, so what was
 * read is kept for each lab, beside a hash of the texts that it was read from.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLesson, type LessonNode } from '../../shared/lesson-tree.ts';

/** Goes up whenever read-markdown.ts reads something in another way: what was kept before counts no more. */
const READER = 1;

export class LessonTrees {
  readonly #folder: string;

  /** @param folder absolute; need not exist */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param name of the lab, and of its variant
   * @param texts its lessons in Markdown
   * @returns them in the same order, cut down to what a lesson may hold
   */
  async read(name: string, texts: readonly string[]): Promise<LessonNode[][]> {
    const hash = createHash('sha256').update(JSON.stringify([READER, texts])).digest('hex');
    const file = join(this.#folder, `${name}.json`);
    const kept = await keptTrees(file, hash);
    if (kept !== null) return kept;
    const { readMarkdown } = await import('../../shared/markdown/read-markdown.ts');
    const lessons = texts.map(readMarkdown);
    await this.#keep(file, { hash, lessons });
    return lessons;
  }

  /** Never throws: the next start is slower then. */
  async #keep(file: string, read: { hash: string; lessons: LessonNode[][] }): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      const draft = `${file}.${String(process.pid)}.new`;
      await writeFile(draft, JSON.stringify(read));
      await rename(draft, file);
    } catch {
      // No space or no permission: told where it matters, by the database.
    }
  }
}

/** @returns null when nothing, or something else, or something damaged is kept */
async function keptTrees(file: string, hash: string): Promise<LessonNode[][] | null> {
  try {
    const { hash: of, lessons } = JSON.parse(await readFile(file, 'utf8')) as { hash?: unknown; lessons?: unknown };
    return of === hash && Array.isArray(lessons) && lessons.every(isLesson) ? lessons : null;
  } catch {
    return null;
  }
}
