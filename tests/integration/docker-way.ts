/** A socket of a test's own that leads to the real Docker daemon and can be cut, as if the daemon were stopped. */
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the daemon that can be cut, and that can stop passing anything on. */
export function createWay(path: string, daemonSocket: string): { open(): Promise<void>; cut(): Promise<void>; hang(): void } {
  const sockets = new Set<Socket>();
  let hanging = false;
  let server: Server | null = null;
  return {
    async open() {
      hanging = false;
      rmSync(path, { force: true });
      server = createServer((from) => {
        from.on('error', () => undefined);
        sockets.add(from);
        if (hanging) return;
        const to = connect(daemonSocket);
        sockets.add(to);
        to.on('error', () => from.destroy()).on('close', () => from.destroy());
        from.on('close', () => to.destroy());
        from.on('data', (bytes) => { if (!hanging) to.write(bytes); });
        to.on('data', (bytes) => { if (!hanging) from.write(bytes); });
      });
      await new Promise<void>((resolve) => { server?.listen(path, resolve); });
    },
    async cut() {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await new Promise((resolve) => { server?.close(resolve); });
      rmSync(path, { force: true });
    },
    hang() {
      hanging = true;
    },
  };
}
