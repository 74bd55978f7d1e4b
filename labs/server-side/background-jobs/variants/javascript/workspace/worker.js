// The worker: takes jobs and does them, one after the other, for as long as it runs.
import { redis } from './redis.js';

console.log('worker: there is nothing to do yet');

redis.destroy();
