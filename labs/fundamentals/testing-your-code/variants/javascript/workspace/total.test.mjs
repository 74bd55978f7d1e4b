import assert from 'node:assert/strict';
import { test } from 'node:test';
import { total } from './checkout.mjs';

// Your tests come here.
