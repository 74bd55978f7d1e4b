/**
 * Clients that know no variable for their server's address get it in the learner's shell: `mongosh` and `redis-cli`
 * by themselves reach the lab's server. They are functions that bash takes from its environment (bash(1), under
 * FUNCTIONS), so that nothing is installed and a shell of another kind is left alone. Programs get none of them.
 */

interface Client {
  name: string;
  /** The variable that holds the server's address. */
  url: string;
  /** Words after which the person has named a server, or wants none. */
  unless: readonly string[];
  /** What comes before the person's own words. */
  words: string;
}

const CLIENTS: readonly Client[] = [
  { name: 'mongosh', url: 'MONGODB_URL', unless: ['mongodb://*', 'mongodb+srv://*', '--host*', '--port*', '--nodb', '--version', '--help', '-h'], words: '"$MONGODB_URL"' },
  { name: 'redis-cli', url: 'REDIS_URL', unless: ['-u', '-h', '-p', '-s', '--version', '--help'], words: '-u "$REDIS_URL" --no-auth-warning' },
];

/** @param variables of the lab's shell @returns the functions, as variables for bash */
export function shellFunctions(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(CLIENTS.filter(({ url }) => variables[url] !== undefined).map(({ name, unless, words }) => [
    `BASH_FUNC_${name}%%`,
    `() { local word; for word; do case $word in ${unless.join('|')}) command ${name} "$@"; return;; esac; done; command ${name} ${words} "$@"; }`,
  ]));
}
