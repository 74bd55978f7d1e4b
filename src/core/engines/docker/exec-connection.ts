/**
 * A TCP connection to a port inside the shell's container, loopback address included: a small relay runs there, and
 * the bytes go through the streams of its exec. Needs no published port and no route, so it is the same for every daemon.
 */
import { Duplex } from 'node:stream';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Daemon } from './daemon.ts';
import { RUN_MARK } from './exec-run.ts';
import { createFrameReader } from './output-frames.ts';

const [STDOUT, STDERR] = [1, 2];
/** What the relay says on standard error. */
const [OPEN, REFUSED] = ['open\n', 'refused\n'];

/** Ends when either side does: a client of HTTP never closes one half only. */
const RELAY = String.raw`
use strict; use Socket;
my ($port) = @ARGV; my $s; my $why = "";
for my $way ([AF_INET, pack_sockaddr_in($port, inet_aton("127.0.0.1"))], [AF_INET6, pack_sockaddr_in6($port, Socket::inet_pton(AF_INET6, "::1"))]) {
  socket(my $try, $way->[0], SOCK_STREAM, 0) or next;
  if (connect($try, $way->[1])) { $s = $try; last }
}
if (!$s) { syswrite STDERR, "refused\n"; exit 1 }
syswrite STDERR, "open\n";
$SIG{PIPE} = "IGNORE";
sub pass { my ($from, $to) = @_; my $n = sysread $from, my $bytes, 65536; return 0 unless $n;
  my $at = 0; while ($at < $n) { my $w = syswrite $to, $bytes, $n - $at, $at; return 0 unless $w; $at += $w } return 1 }
my $all = ""; vec($all, fileno(STDIN), 1) = 1; vec($all, fileno($s), 1) = 1;
while (1) {
  my $ready = $all; next if select($ready, undef, undef, undef) < 0;
  if (vec($ready, fileno($s), 1)) { last unless pass($s, \*STDOUT) }
  if (vec($ready, fileno(STDIN), 1)) { last unless pass(\*STDIN, $s) }
}
`;

export interface ExecConnectionOptions {
  container: string;
  port: number;
  signal: AbortSignal;
}

/** @throws an error with the code ECONNREFUSED; BackbenchError DOCKER_FAILED, CANCELLED; the signal's reason */
export async function openExecConnection(daemon: Daemon, { container, port, signal }: ExecConnectionOptions): Promise<Duplex> {
  const operation = `connect to port ${String(port)} in ${container}`;
  const exec = await daemon.call({ operation, signal }, (docker, abortSignal) => docker.getContainer(container).exec({
    AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false, Env: [`${RUN_MARK}=connection`],
    Cmd: ['perl', '-e', RELAY, String(port)], abortSignal,
  }));
  const raw: Duplex = await daemon.call({ operation, signal, finish: true }, () => exec.start({ hijack: true, stdin: true, Tty: false }));
  const opened = Promise.withResolvers<undefined>();
  const stop = (): void => { opened.reject(signal.reason as Error); };
  signal.addEventListener('abort', stop, { once: true });
  const connection = relayed(raw, (word) => {
    if (word.includes(OPEN)) opened.resolve(undefined);
    else if (word.includes(REFUSED)) opened.reject(Object.assign(new Error(`connect ECONNREFUSED 127.0.0.1:${String(port)}`), { code: 'ECONNREFUSED' }));
  }, () => { opened.reject(new BackbenchError('DOCKER_FAILED', { operation, reason: 'the relay in the container ended' })); });
  try {
    signal.throwIfAborted();
    await opened.promise;
    return connection;
  } catch (error) {
    connection.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The exec's streams as one: what is written goes to the relay's input, what it prints comes out. */
function relayed(raw: Duplex, onWord: (word: string) => void, onEnd: () => void): Duplex {
  const frames = createFrameReader();
  const connection = new Duplex({
    read() { raw.resume(); },
    write(chunk: Buffer, _encoding, done) { raw.write(chunk, done); },
    final(done) { done(); },
    destroy(error, done) {
      raw.destroy();
      done(error);
    },
  });
  let said = '';
  raw.on('data', (chunk: Buffer) => {
    for (const { stream, bytes } of frames(chunk)) {
      if (stream === STDERR) onWord(said += Buffer.from(bytes).toString('utf8'));
      else if (stream === STDOUT && !connection.push(Buffer.from(bytes))) raw.pause();
    }
  });
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    onEnd();
    if (!connection.destroyed) connection.push(null);
  };
  raw.once('end', end);
  raw.once('close', end);
  raw.on('error', (error) => { connection.destroy(error); });
  connection.on('error', () => undefined);
  return connection;
}
