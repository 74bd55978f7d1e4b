/** A definition, which stands in cards and lists: words with emphasis and code alone. What reads it is loaded after the lesson. */
import { lazy, Suspense } from 'react';

const Text = lazy(async () => ({ default: (await import('./definition-text.tsx')).DefinitionText }));

export function Definition({ text }: { text: string }) {
  return (
    <Suspense>
      <Text text={text} />
    </Suspense>
  );
}
