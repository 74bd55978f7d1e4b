/** How the API client writes how long something took, and what a status means. */
import type { ApiResponse } from '../../../shared/api-client/api-views.ts';

/** Whole milliseconds; a tenth below ten. */
export function formatMs(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function totalMs({ connectMs, waitMs, receiveMs }: ApiResponse['timing']): number {
  return connectMs + waitMs + receiveMs;
}

/** Which colour a status has. */
export function statusTone(status: number): 'good' | 'rest' | 'wait' | 'bad' {
  return status < 200 ? 'rest' : status < 300 ? 'good' : status < 400 ? 'rest' : status < 500 ? 'wait' : 'bad';
}
