# The learner's prompt and completion. Read by every interactive shell of the container.
case $- in *i*) ;; *) return ;; esac
shopt -s checkwinsize histappend
HISTSIZE=5000
HISTFILESIZE=5000
HISTCONTROL=ignoredups
# Write each command at once: a closed window must not lose the history. What came with the environment marks the
# commands for the terminal; it asks for the exit status, so it comes first.
PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND; }history -a"
# The folder only, with the workspace as ~: nobody here needs a host name.
PS1='\[\e[32m\]${PWD/#\/workspace/\~}\[\e[0m\] $ '
alias ls='ls --color=auto' ll='ls -l' grep='grep --color=auto'
[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion
