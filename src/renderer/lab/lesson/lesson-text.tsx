/**
 * Draws a lesson, or what else was read from Markdown. An element that has no line in the table is not drawn, and of what
 * an element says only what stands there is looked at, each link and name checked once more.
 */
import { ExternalLink } from 'lucide-react';
import { createElement, Fragment, memo, type ReactNode } from 'react';
import { safeLink, termOf } from '../../../shared/lesson-links.ts';
import { type LessonElement, type LessonNode, type LessonTag, textOf } from '../../../shared/lesson-tree.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { CodeBlock } from './code-block.tsx';
import { FigureView } from './figure.tsx';
import { useLessonParts } from './lesson-parts.ts';
import { Term } from './term.tsx';
import { useWords } from '../../words/words-context.tsx';
import './markdown.css';

export const LessonText = memo(function LessonText({ lesson }: { lesson: readonly LessonNode[] }) {
  return <div className="prose">{drawn(lesson)}</div>;
});

type Draw = (element: LessonElement, children: ReactNode) => ReactNode;

const as = (name: string): Draw => (_element, children) => createElement(name, null, children);
const cell = (name: 'th' | 'td'): Draw => ({ attributes }, children) => {
  const align = attributes?.align;
  return createElement(name, align === 'left' || align === 'center' || align === 'right' ? { style: { textAlign: align } } : null, children);
};

/** The step's title is a heading of level 2, so a lesson's own headings begin below it. */
const DRAW: Readonly<Record<LessonTag, Draw>> = {
  h1: as('h3'), h2: as('h3'), h3: as('h4'), h4: as('h5'), h5: as('h6'), h6: as('h6'),
  ul: as('ul'), li: as('li'), blockquote: as('blockquote'), em: as('em'), strong: as('strong'), del: as('del'), code: as('code'),
  thead: as('thead'), tbody: as('tbody'), tr: as('tr'), td: cell('td'),
  hr: () => <hr />,
  br: () => <br />,
  // A figure stands by itself, not in a paragraph.
  p: ({ children: [only, ...more] = [] }, children) => (typeof only === 'object' && only.tag === 'img' && more.length === 0 ? children : <p>{children}</p>),
  ol: ({ attributes }, children) => <ol start={/^\d{1,9}$/.test(attributes?.start ?? '') ? Number(attributes?.start) : undefined}>{children}</ol>,
  a: ({ attributes }, children) => <Link href={attributes?.href}>{children}</Link>,
  img: ({ attributes }) => <LessonFigure name={attributes?.src ?? ''} description={attributes?.alt ?? ''} />,
  pre: ({ children: [code] = [] }) => {
    if (typeof code !== 'object' || code.tag !== 'code') return null;
    const language = code.attributes?.language ?? '';
    return <CodeBlock code={textOf(code.children ?? []).replace(/\n$/, '')} language={/^[\w-]+$/.test(language) ? language : null} />;
  },
  table: (_element, children) => <WideTable>{children}</WideTable>,
  // A head without words heads nothing: the corner of a table with a column of names.
  th: (element, children) => (element.children === undefined ? <td /> : cell('th')(element, children)),
  input: ({ attributes }) => <Tick done={attributes?.checked === 'true'} />,
};

function drawn(nodes: readonly LessonNode[]): ReactNode {
  return nodes.map((node, at) => {
    if (typeof node === 'string') return node;
    const draw = Object.hasOwn(DRAW, node.tag) ? DRAW[node.tag] : null;
    // The nodes of a text never move: the place in the list names them.
    return draw === null ? null : <Fragment key={at}>{draw(node, drawn(node.children ?? []))}</Fragment>;
  });
}

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
