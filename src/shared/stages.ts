/** The stages of the course, in order. */
export const STAGES = ['fundamentals', 'databases', 'server-side', 'security', 'system-design', 'devops', 'projects'] as const;
