/** What the app itself writes into a terminal. */
export const terminalWords = {
  /** Between what an earlier shell printed and the shell that took its place. */
  freshShell: 'A new shell. What ran in the one above has ended.',
} as const;
