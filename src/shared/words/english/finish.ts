/** The end of a lab. */
export const finish = {
  'finish.all-step-passed': 'All {steps, plural, one {# step} other {# steps}} passed',
  'finish.complete': '{title}: complete',
  'finish.what-to-remember': 'What to remember',
  'finish.how-it-fails-in-production': 'How it fails in production',
  'finish.ask-yourself': 'Ask yourself',
  'finish.show-the-answer': 'Show the answer',
  'finish.that-was-the-last-lab': 'That was the last lab that is not done yet.',
  'finish.back-to-the-course': 'Back to the course',
  'finish.open-the-next-lab': 'Open the next lab',
  'finish.next': 'Next: <strong>{title}</strong>, {minutes, plural, one {# minute} other {# minutes}}',
} as const;
