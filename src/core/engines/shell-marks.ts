/**
 * Shell integration: bash tells the terminal where a prompt, a command and its output begin and how the command ended
 * (OSC 133, as FinalTerm and after it VS Code, iTerm2 and kitty read it), and which folder it is in (OSC 633;P). It
 * comes through the environment, like {@link file://./shell-functions.ts}, so that nothing is installed and shells of
 * another kind are left alone. The variables are taken out of the environment at the first prompt.
 */

const PROMPT = [
  'local status=$?',
  // Only the learner's own shell has the marks, not what it starts.
  'export -n PROMPT_COMMAND; export -nf __backbench_prompt',
  // A workspace's path is long, and a pane narrow: the prompt shows its last two folders, unless told otherwise.
  ': "${__backbench_workspace:=$PWD}" "${PROMPT_DIRTRIM:=2}"',
  String.raw`printf '\033]133;D;%s\007\033]633;P;Workspace=%s\007\033]633;P;Cwd=%s\007' "$status" "$__backbench_workspace" "$PWD"`,
  // A prompt that was changed, by the learner or a tool, gets its marks again.
  String.raw`case $PS1 in *'133;A'*) ;; *) PS1='\[\e]133;A\a\]'$PS1'\[\e]133;B\a\]';; esac`,
  String.raw`case ` + '${PS0-}' + String.raw` in *'133;C'*) ;; *) PS0='\e]133;C\a'` + '${PS0-};; esac',
  'return $status',
].join('; ');

/** The integration, as variables for bash. */
export const SHELL_MARKS: Readonly<Record<string, string>> = {
  PROMPT_COMMAND: '__backbench_prompt',
  'BASH_FUNC___backbench_prompt%%': `() { ${PROMPT}; }`,
};
