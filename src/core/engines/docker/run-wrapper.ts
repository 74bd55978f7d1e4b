/**
 * What stands around a command inside a container. Docker tells neither which signal ended an exec nor how much
 * memory it used, and leaves running what the command started; this does. Perl, because it is in every Debian
 * (git needs it) and starts in 2 ms.
 */

/** How often memory is sampled, in seconds; the kernel keeps each process's own peak, so little is missed between. */
const SAMPLE_S = 0.02;

/** The processes of a command: those with its mark, all of a session that one of them leads, and what any of them started. */
const OWN = String.raw`
use strict;
sub text { open my $file, "<", $_[0] or return ""; local $/; my $text = <$file>; return defined $text ? $text : "" }
sub own {
  my ($mark) = @_;
  my (%parent, %session, %own);
  for my $path (glob "/proc/[0-9]*") {
    my ($pid) = $path =~ /(\d+)$/;
    my ($state, $parent, $session) = text("$path/stat") =~ /.*\) (\S) (\d+) \d+ (\d+)/s or next;
    next if $state eq "Z";
    ($parent{$pid}, $session{$pid}) = ($parent, $session);
    $own{$pid} = 1 if index("\0" . text("$path/environ"), "\0$mark\0") >= 0;
  }
  for (my $more = 1; $more; ) {
    $more = 0;
    for my $pid (keys %parent) {
      if (!$own{$pid} and ($own{$parent{$pid}} or $own{$session{$pid}})) { $own{$pid} = $more = 1 }
    }
  }
  delete $own{$$};
  return keys %own;
}
# Goes round until a whole round has found nothing, because a process may be starting another one meanwhile.
sub end_own {
  my ($mark) = @_;
  for (1 .. 50) {
    my @left = own($mark) or return 1;
    kill 9, @left;
    select undef, undef, undef, 0.005;
  }
  return 0;
}
`;

/** Ends a command and its wrapper. Argument: the variable that marks them, as `NAME=value`. */
export const ENDER = `${OWN}
exit(end_own($ARGV[0]) ? 0 : 1);
`;

/**
 * Arguments: the word that marks this wrapper's own lines on standard error, the variable that marks the command's
 * processes and this one, 1 to measure memory, the folder, the command.
 * Says `WORD started`, waits for one byte on its standard input, runs the command, ends what is left of it, and
 * says `WORD ended STATUS PEAK PROBLEM`: the status of wait(2), the peak in KiB, and what kept it from starting
 * (`folder`, `missing`, `denied`, …; else `-`).
 */
export const WRAPPER = String.raw`${OWN}
my ($word, $mark, $measure, $folder, @command) = @ARGV;
syswrite STDERR, "$word started\n";
sysread(STDIN, my $go, 1) or exit 0;
my ($peak, $problem, $status) = (0, "-", 0);

sub sample {
  my $sum = 0;
  for my $pid (own($mark)) { $sum += $1 if text("/proc/$pid/status") =~ /^VmHWM:\s*(\d+) kB/m }
  $peak = $sum if $sum > $peak;
}

if (!chdir $folder) { $problem = "folder" }
else {
  pipe my $from, my $to or die "pipe: $!";
  my $pid = fork;
  defined $pid or die "fork: $!";
  if ($pid == 0) {
    close $from;
    { no warnings; exec { $command[0] } @command; }
    # errno(3): ENOENT and EACCES.
    syswrite $to, $! == 2 ? "missing" : $! == 13 ? "denied" : "$!";
    exit 127;
  }
  close $to;
  sysread $from, my $why, 200;
  $problem = $1 if $why =~ /(.+)/;
  if ($measure) { while (waitpid($pid, 1) == 0) { sample(); select undef, undef, undef, ${String(SAMPLE_S)} } }
  else { waitpid $pid, 0 }
  $status = $?;
}
end_own($mark);
syswrite STDERR, "$word ended $status $peak $problem\n";
`;

export interface WrapperEnd {
  exitCode: number | null;
  /** The signal's number. */
  signal: number | null;
  /** `folder`, `missing`, `denied`, or the system's words; null when the command ran. */
  problem: string | null;
  peakMemoryMb: number | null;
}

/** @param line what follows the word, e.g. `ended 256 10240 -` */
export function readEnd(line: string): WrapperEnd | null {
  const [, status, peak, problem] = /^ ended (\d+) (\d+) (.+)$/.exec(line) ?? [];
  if (status === undefined || problem === undefined) return null;
  // wait(2): the low seven bits are the signal, the second byte is the exit code.
  const signal = Number(status) & 0x7f;
  return {
    exitCode: signal === 0 ? Number(status) >> 8 : null,
    signal: signal === 0 ? null : signal,
    problem: problem === '-' ? null : problem,
    peakMemoryMb: Number(peak) === 0 ? null : Number(peak) / 1024,
  };
}
