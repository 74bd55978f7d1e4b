/** For the author of the lab: what its last save broke, in place. The lab stays as it was before, until it is mended. */
import { problemPlace } from '../../shared/messages.ts';
import { useCourse } from '../course/course-context.tsx';
import { useDesk } from './lab-context.ts';

export function AuthorNotice() {
  const { lab } = useDesk();
  const broken = useCourse().value?.broken.find((each) => each.lab === lab);
  // The place is there before the words, so that a screen reader tells them.
  return (
    <div className="author-notice" role="status" aria-label="Problems of this lab">
      {broken !== undefined && (
        <>
          <h2>The last save can’t be used yet</h2>
          <p>You see the lab as it was before.</p>
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
