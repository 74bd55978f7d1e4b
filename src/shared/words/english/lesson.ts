/** The lesson and its buttons. */
export const lesson = {
  'lesson.code': 'Code',
  'lesson.code-2': 'Code, {language}',
  'lesson.code-3': 'code',
  'lesson.run-in-the-terminal': 'Run in the terminal',
  'lesson.open-in-the-query-panel': 'Open in the query panel',
  'lesson.table': 'Table',
  'lesson.done': 'done',
  'lesson.open': 'open',
  'lesson.opens-in-your-browser': '(opens in your browser)',
  'lesson.open-in-the-api-client': 'Open in the API client',
} as const;
