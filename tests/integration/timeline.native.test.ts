import { describeTimeline } from './timeline.ts';

describeTimeline('native', { every: 10 });
