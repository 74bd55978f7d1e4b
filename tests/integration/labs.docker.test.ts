/** Every lab, proven in containers. */
import { describeLabs } from './labs-on-engine.ts';

await describeLabs('docker');
