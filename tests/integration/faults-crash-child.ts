/** Opens a session's services in a process of its own, brings faults on them, and ends itself without warning. Arguments: data folder, installation, session. */
import { nativeWorld, deadline } from './native-support.ts';
import { faultyServices } from './faults-world.ts';

const [dataFolder = '', instance = '', sessionId = ''] = process.argv.slice(2);
const world = nativeWorld({ dataFolder, instance });
const { environment } = await world.engine.open({ sessionId, lab: 'faults', services: faultyServices, workspace: dataFolder, tools: [] }, { signal: deadline() });
const options = { signal: deadline() };
await environment.setFault('queue', 'latency', true, options);
await environment.setFault('queue', 'disk-full', true, options);
await environment.setFault('shop', 'disk-full', true, options);
await environment.setFault('spare', 'kill', true, options);
process.stdout.write(JSON.stringify(environment.services()));
process.stdout.write('\n', () => { process.kill(process.pid, 'SIGKILL'); });
