import { createApp } from './src/app.js';
import { pool } from './db.js';

const server = createApp().listen(process.env.PORT ?? 3000);
process.once('SIGTERM', () => server.close(() => pool.end()));
