/** Every lab, proven on plain processes of this machine. */
import { describeLabs } from './labs-on-engine.ts';

await describeLabs('native');
