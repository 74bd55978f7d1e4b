/** What the learner runs in the shell's container. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { EnvironmentProcess, RunOptions, RunRequest, RunResult } from '../engine.ts';
import { MARK } from './end-marked.ts';
import { RUN_MARK } from './exec-run.ts';

/** How long the look may take, in milliseconds. */
const DEADLINE_MS = 10_000;
const MAX_OUTPUT_BYTES = 1024 * 1024;

/**
 * Prints a line for each process: its number, the TCP ports it listens on, its command line. Left out are the
 * container's own two and what checks run. 0A is TCP_LISTEN in proc_net_tcp(5).
 */
const SCRIPT = String.raw`
use strict;
sub text { open my $file, "<", $_[0] or return ""; local $/; my $text = <$file>; return defined $text ? $text : "" }
my %port;
for my $line (map { split /\n/, text($_) } "/proc/net/tcp", "/proc/net/tcp6") {
  my @field = split " ", $line;
  $port{$field[9]} = hex($1) if @field > 9 and $field[3] eq "0A" and $field[1] =~ /:([0-9A-F]+)$/;
}
for my $path (glob "/proc/[0-9]*") {
  my ($pid) = $path =~ /(\d+)$/;
  my ($environ, $command) = (text("$path/environ"), text("$path/cmdline"));
  next if $pid == 1 or $command eq "" or $environ =~ /(^|\0)${RUN_MARK}=/;
  my ($parent) = text("$path/stat") =~ /.*\) \S (\d+)/s;
  next if $parent == 1 and $environ !~ /(^|\0)${MARK}=/ and $command eq "sleep\0infinity\0";
  my @ports = map { (readlink($_) // "") =~ /^socket:\[(\d+)\]$/ && $port{$1} ? $port{$1} : () } glob "$path/fd/*";
  $command =~ s/\0+$//;
  $command =~ tr/\0-\x1f/ /;
  print "$pid\t", join(",", @ports), "\t$command\n";
}
`;

/** @param run runs a command in the container @throws BackbenchError DOCKER_FAILED, and what `run` throws */
export async function containerProcesses(run: (request: RunRequest, options: RunOptions) => Promise<RunResult>, signal: AbortSignal): Promise<EnvironmentProcess[]> {
  const { exitCode, stdout, stderr } = await run({ command: ['perl', '-e', SCRIPT], maxOutputBytes: MAX_OUTPUT_BYTES }, { signal, deadlineMs: DEADLINE_MS });
  if (exitCode !== 0) throw new BackbenchError('DOCKER_FAILED', { operation: 'list processes', reason: stderr });
  return stdout.split('\n').flatMap((line) => {
    const [pid, ports, command] = line.split('\t');
    if (pid === undefined || ports === undefined || command === undefined) return [];
    return [{ pid: Number(pid), command, ports: ports === '' ? [] : ports.split(',').map(Number) }];
  });
}
