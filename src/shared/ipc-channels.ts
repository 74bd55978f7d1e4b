/** The names under which preload and main speak. All else goes by the ports that they hand over. */

/** An argument of the page's process: how the command line is called here follows it. */
export const COMMAND_ARGUMENT = '--backbench-command=';

/** The page asks for its ports. */
export const CONNECT_CHANNEL = 'backbench:connect';
/** The page's ports, with their kind (window-ports.ts). */
export const PORTS_CHANNEL = 'backbench:ports';
/** Files were dropped on the page: their paths go to main, which answers with tokens. */
export const DROPPED_CHANNEL = 'backbench:dropped';
