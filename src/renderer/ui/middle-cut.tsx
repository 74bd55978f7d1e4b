/** A name that is cut in its middle where there is no room for it: files of a series differ at their ends. */
import './middle-cut.css';

/** Names as short as this are left whole. */
const SHORT = 14;
/** What is always seen of a long one's end: a number or a date's day, and the ending. */
const END = 9;

export function MiddleCut({ name }: { name: string }) {
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  const cut = letters.length > SHORT ? letters.length - END : letters.length;
  return (
    <span className="middle-cut" title={name}>
      <span className="middle-cut-begin">{letters.slice(0, cut).join('')}</span>
      <span className="middle-cut-end">{letters.slice(cut).join('')}</span>
    </span>
  );
}
