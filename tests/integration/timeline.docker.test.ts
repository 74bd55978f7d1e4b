import { describeTimeline } from './timeline.ts';

// The record and the files are the same as natively; what differs is how the services are reached.
describeTimeline('docker', { every: 30 });
