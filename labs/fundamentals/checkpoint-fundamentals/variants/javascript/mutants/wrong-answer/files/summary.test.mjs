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
  assert.deepEqual({ parcels, stuck, hubs }, { parcels: 2, stuck: 2, hubs: [{ hub: 'delhi', stuck: 1 }] });
});

test('hubs with the same number stand in the order of their names', async () => {
  const { hubs } = await summarise([
    `${at(1)} PCL-100001 pune arrived`,
    `${at(2)} PCL-100002 delhi arrived`,
    `${at(3)} PCL-100003 kochi arrived`,
    `${at(4)} PCL-100004 kochi arrived`,
  ]);
  assert.deepEqual(hubs.map(({ hub }) => hub), ['kochi', 'delhi', 'pune']);
});

test('the three that wait longest come first', async () => {
  const { oldest } = await summarise([5, 4, 3, 2].map((minute) => `${at(minute)} PCL-10000${minute} pune arrived`));
  assert.deepEqual(oldest.map(({ parcel }) => parcel), ['PCL-100002', 'PCL-100003', 'PCL-100004']);
});

test('what is no scan is counted and changes nothing else', async () => {
  const { parcels, unreadable } = await summarise(['scanner 4: battery low', `${at(1)} PCL-100001 pune arr`, '']);
  assert.deepEqual({ parcels, unreadable }, { parcels: 0, unreadable: 3 });
});
