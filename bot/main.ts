import { runProcess } from '../services/processes/run-process.js';
import { startBot } from './compose.js';
import { readConfig } from './config.js';

// The bot's process.
await runProcess({
  name: 'bot',
  readConfig,
  logLevel: (config) => config.LOG_LEVEL,
  start: startBot,
  readiness: ({ port }) => ({ port }),
  endsWithin: 25_000,
});
