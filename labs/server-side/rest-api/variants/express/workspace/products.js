// Everything under /products.
import { Router } from 'express';
import { query } from './db.js';

export const products = Router();

// Your routes go here.
