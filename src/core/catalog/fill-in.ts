/** How a scaffold marks what its author must write; a lint finds what was left. */
export const FILL_IN = 'Fill in:';
