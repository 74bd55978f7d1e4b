/** One of the learner's rights, below the heading of them all. */
import type { ReactNode } from 'react';

export function Right({ level, title, children }: { level: 2 | 3; title: string; children: ReactNode }) {
  const Heading = `h${String(level + 1)}` as 'h3' | 'h4';
  return (
    <div className="privacy-right">
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}
