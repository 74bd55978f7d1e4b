// The routes that the document describes.
import { Router } from 'express';

export const api = Router();

// From step 3, your routes go here.
