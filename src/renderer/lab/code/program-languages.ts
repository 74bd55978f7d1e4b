/**
 * The languages of programs as the editor has them: with their own completion and ours. Each is loaded when a file of it
 * is opened; until then the file has the colours of languages.ts.
 */
import { type Completion, type CompletionSource, completeAnyWord, completeFromList, ifNotIn } from '@codemirror/autocomplete';
import type { Language, LanguageSupport } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { languageOfFile } from './languages.ts';

/** Where no name is completed, in the words of all grammars. */
const NOT_IN = ['LineComment', 'BlockComment', 'Comment', 'String', 'RawString', 'InterpretedString', 'Rune', 'CharacterLiteral', 'TextBlock', 'TemplateString', 'RegExp', 'comment', 'string'];

/** Those whose packages complete the names of the file by themselves. */
const HAVE_LOCAL_NAMES: ReadonlySet<string> = new Set(['javascript', 'typescript', 'python', 'go']);

/**
 * @param path of the file
 * @param others completes names of the other files
 * @returns null for a text that is no program
 * @throws when a language's code can't be loaded
 */
export async function programLanguage(path: string, others: CompletionSource): Promise<Extension | null> {
  switch (path.slice(path.lastIndexOf('.') + 1).toLowerCase()) {
    case 'js': case 'mjs': case 'cjs': case 'jsx': case 'ts': case 'tsx': {
      const [support, { javascriptPieces }] = [languageOfFile(path), await import('./program-snippets.ts')];
      return support === null ? null : completed(support, others, javascriptPieces);
    }
    case 'py': {
      const [{ python }, { pythonPieces }] = await Promise.all([import('@codemirror/lang-python'), import('./program-snippets.ts')]);
      return completed(python(), others, pythonPieces);
    }
    case 'java': {
      const [{ java }, { javaPieces, javaWords }] = await Promise.all([import('@codemirror/lang-java'), import('./program-snippets.ts')]);
      return completed(java(), others, [...javaPieces, ...javaWords]);
    }
    case 'go': {
      const [{ go }, { goPieces, goWords }] = await Promise.all([import('@codemirror/lang-go'), import('./program-snippets.ts')]);
      return completed(go(), others, [...goPieces, ...goWords]);
    }
    case 'md': case 'txt': case 'csv':
      return null;
    default: {
      // Settings, queries, shell: their own colours, and the words of the workspace.
      const support = languageOfFile(path);
      return support === null ? null : completed(support, others, []);
    }
  }
}

function completed(support: LanguageSupport, others: CompletionSource, pieces: readonly Completion[]): Extension {
  const { language } = support;
  // Languages with a grammar for completion offer what the file itself declares; the others get its words.
  const own = HAVE_LOCAL_NAMES.has(language.name) ? [] : [completeAnyWord];
  const sources = [...(pieces.length === 0 ? [] : [completeFromList(pieces)]), ...own, others];
  return [support, ...sources.map((source) => offer(language, ifNotIn(NOT_IN, source)))];
}

const offer = (language: Language, autocomplete: CompletionSource): Extension => language.data.of({ autocomplete });
