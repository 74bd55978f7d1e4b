/** Draws Markdown from labs: lessons, hints, messages. Only what safe-tree.ts allows reaches the page. */
import { ExternalLink } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components, defaultUrlTransform } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { termOf } from '../../../shared/lesson-links.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { CodeBlock } from './code-block.tsx';
import { FigureView } from './figure.tsx';
import { useLessonParts } from './lesson-parts.ts';
import { lessonSchema, rehypePlainText, safeLink } from './safe-tree.ts';
import { Term } from './term.tsx';
import { useWords } from '../../words/words-context.tsx';
import './markdown.css';

const remarkPlugins = [remarkGfm];
const rehypePlugins = [rehypePlainText, [rehypeSanitize, lessonSchema] as [typeof rehypeSanitize, typeof lessonSchema]];

/** The step's title is a heading of level 2, so a lesson's own headings begin below it. */
const components: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h5>{children}</h5>,
  h5: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  // A figure stands by itself, not in a paragraph.
  p: ({ node, children }) => (node?.children.length === 1 && node.children[0]?.type === 'element' && node.children[0].tagName === 'img' ? <>{children}</> : <p>{children}</p>),
  img: ({ src, alt }) => <LessonFigure name={typeof src === 'string' ? src : ''} description={alt ?? ''} />,
  pre: ({ node }) => {
    const code = node?.children[0];
    if (code?.type !== 'element') return null;
    const names = code.properties['className'];
    const name = Array.isArray(names) ? names.find((each) => typeof each === 'string' && each.startsWith('language-')) : undefined;
    return <CodeBlock code={textOf(code).replace(/\n$/, '')} language={typeof name === 'string' ? name.slice('language-'.length) : null} />;
  },
  code: ({ children }) => <code>{children}</code>,
  table: ({ children }) => <WideTable>{children}</WideTable>,
  // A head without words heads nothing: the corner of a table with a column of names.
  th: ({ node, children, style }) => (node?.children.length === 0 ? <td /> : <th style={style}>{children}</th>),
  input: ({ checked }) => <Tick done={checked === true} />,
};

export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="prose">
      <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} components={components} urlTransform={keepTerms}>
        {text}
      </ReactMarkdown>
    </div>
  );
});

/** Wide tables scroll by themselves and can be reached by keyboard. */
function WideTable({ children }: { children: ReactNode }) {
  const t = useWords();
  return (
    <div className="prose-table" tabIndex={0} role="group" aria-label={t('lesson.table')}>
      <table>{children}</table>
    </div>
  );
}

function Tick({ done }: { done: boolean }) {
  const t = useWords();
  return <input type="checkbox" disabled checked={done} readOnly aria-label={done ? t('lesson.done') : t('lesson.open')} />;
}

/** Links to terms look like those of an unknown protocol. */
const keepTerms = (url: string): string => (termOf(url) === null ? defaultUrlTransform(url) : url);

/** A figure that can't be drawn is told by its description. */
function LessonFigure({ name, description }: { name: string; description: string }) {
  const { figures } = useLessonParts();
  const figure = Object.hasOwn(figures, name) ? figures[name] : undefined;
  return figure === undefined ? <em>{description}</em> : <FigureView figure={figure} description={description} />;
}

/** Opened by the main process in the person's own browser; anything else than http(s) is plain text. */
function Link({ href, children }: { href: string | undefined; children: ReactNode }) {
  const t = useWords();
  const connection = useConnection();
  const { terms } = useLessonParts();
  const id = termOf(href ?? '');
  const term = id === null ? undefined : terms.find((each) => each.id === id);
  if (term !== undefined) return <Term term={term}>{children}</Term>;
  const url = safeLink(href);
  if (url === null) return <>{children}</>;
  const open = (): void => {
    connection.main.openLink({ url }).catch(() => {
      // Refused by main or by the person: the page stays as it is.
    });
  };
  return (
    <a
      href={url}
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        open();
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      {children}
      <ExternalLink size={12} aria-label={t('lesson.opens-in-your-browser')} role="img" />
    </a>
  );
}

interface TextTree {
  type: string;
  value?: unknown;
  children?: readonly TextTree[];
}

function textOf(node: TextTree): string {
  if (node.type === 'text' && typeof node.value === 'string') return node.value;
  return (node.children ?? []).map(textOf).join('');
}
