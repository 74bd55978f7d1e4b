/** For the author of the lab: what its last save broke, in place. The lab stays as it was before, until it is mended. */
import { problemPlace } from '../../shared/messages.ts';
import { useCourse } from '../course/course-context.tsx';
import { useDesk } from './lab-context.ts';
import { useWords } from '../words/words-context.tsx';

export function AuthorNotice() {
  const t = useWords();
  const { lab } = useDesk();
  const broken = useCourse().value?.broken.find((each) => each.lab === lab);
  // The place is there before the words, so that a screen reader tells them.
  return (
    <div className="author-notice" role="status" aria-label={t('lab.problems-of-this-lab')}>
      {broken !== undefined && (
        <>
          <h2>{t('lab.the-last-save-cant-be')}</h2>
          <p>{t('lab.you-see-the-lab-as')}</p>
          <ul>
            {broken.problems.map((problem) => (
              <li key={`${problemPlace(problem)} ${problem.message}`}>
                <code>{problemPlace(problem)}</code> {problem.message}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
