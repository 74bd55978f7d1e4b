import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarise } from './summary.mjs';

const at = (minute) => `2026-06-30T09:${String(minute).padStart(2, '0')}:00Z`;

test('the last scan of a parcel decides whether and where it is stuck', async () => {
  const { parcels, stuck, hubs } = await summarise([
    `${at(1)} PCL-100001 pune accepted`,
    `${at(2)} PCL-100002 pune accepted`,
    `${at(3)} PCL-100001 delhi delivered`,
    `${at(4)} PCL-100002 delhi arrived`,
  ]);
  assert.deepEqual({ parcels, stuck, hubs }, { parcels: 2, stuck: 1, hubs: [{ hub: 'delhi', stuck: 1 }] });
});

