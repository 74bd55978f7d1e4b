/** How well an answer was remembered, by the learner's own word. The four ratings of FSRS, worst first. */
export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
