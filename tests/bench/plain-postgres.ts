/**
 * The baseline: PostgreSQL as a plain image runs it, which makes its data at the first start. The steps are
 * those of the official image's entry point: initdb, a first server to make the database, then the real one.
 */
import type Dockerode from 'dockerode';
import { firstQuery } from './first-query.ts';

const PASSWORD = 'bench';
const SCRIPT = `
install -d -o postgres -g postgres -m 0700 /plain/data
exec setpriv --reuid=postgres --regid=postgres --clear-groups bash -euc '
  export PGDATA=/plain/data
  initdb --username=postgres --pwfile=<(echo "$POSTGRES_PASSWORD") --auth-local=trust --auth-host=scram-sha-256 >/dev/null
  echo "host all all all scram-sha-256" >> $PGDATA/pg_hba.conf
  pg_ctl -o "-c listen_addresses= -c unix_socket_directories=/tmp" -w start >/dev/null
  psql -h /tmp -U postgres -qc "CREATE DATABASE shop"
  pg_ctl -m fast -w stop >/dev/null
  exec postgres -c listen_addresses=* -c unix_socket_directories=/tmp'
`;

export interface PlainPostgres {
  /** Creates container and volume (and, before the clock runs, a network) and waits for the first answered query. @returns milliseconds */
  create(): Promise<number>;
  /** Removes both. */
  remove(): Promise<void>;
}

/** @param image one that holds PostgreSQL's programs; its own data and entry point are not used */
export function plainPostgres(docker: Dockerode, image: string): PlainPostgres {
  const name = `bench-plain-${String(process.pid)}`;
  return {
    async create() {
      await docker.createNetwork({ Name: name });
      const since = performance.now();
      const container = await docker.createContainer({
        name, Image: image, User: 'root', Entrypoint: ['bash', '-c', SCRIPT], Cmd: [], Env: [`POSTGRES_PASSWORD=${PASSWORD}`],
        HostConfig: { NetworkMode: name, Mounts: [{ Type: 'volume', Source: name, Target: '/plain', VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: 'local', Options: {} } } }] },
      });
      await container.start();
      const { NetworkSettings } = await container.inspect();
      await firstQuery({ host: NetworkSettings.Networks[name]?.IPAddress ?? '', port: 5432, user: 'postgres', password: PASSWORD, database: 'shop' });
      return performance.now() - since;
    },
    async remove() {
      await docker.getContainer(name).remove({ force: true }).catch(ignoreMissing);
      await docker.getVolume(name).remove({ force: true }).catch(ignoreMissing);
      await docker.getNetwork(name).remove().catch(ignoreMissing);
    },
  };
}

function ignoreMissing(error: unknown): void {
  if ((error as { statusCode?: number }).statusCode !== 404) throw error;
}
