/** One paragraph of Markdown with emphasis and code alone: definitions, which stand in cards and lists. */
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import { plainSchema, rehypePlainText } from './safe-tree.ts';

const rehypePlugins = [rehypePlainText, [rehypeSanitize, plainSchema] as [typeof rehypeSanitize, typeof plainSchema]];
const components: Components = { p: ({ children }) => <span className="term-text">{children}</span> };

export function PlainMarkdown({ text }: { text: string }) {
  return (
    <ReactMarkdown rehypePlugins={rehypePlugins} components={components}>
      {text}
    </ReactMarkdown>
  );
}
