import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutOfStock, reserve } from './checkout.mjs';

// Your tests come here.
