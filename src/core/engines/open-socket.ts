/** Opens a TCP connection of this process. */
import { connect, type Socket } from 'node:net';

/** @throws the system's error, such as ECONNREFUSED; the signal's reason */
export async function openSocket({ host, port }: { host: string; port: number }, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const socket = connect({ host, port });
  const opened = Promise.withResolvers<undefined>();
  const stop = (): void => { opened.reject(signal.reason as Error); };
  signal.addEventListener('abort', stop, { once: true });
  socket.once('connect', () => { opened.resolve(undefined); });
  socket.once('error', opened.reject);
  try {
    await opened.promise;
    socket.setNoDelay(true);
    return socket;
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    socket.off('error', opened.reject);
  }
}
