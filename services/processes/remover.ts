import { azureRemover, removerRights } from '../azure/index.js';
import { organisationFrom } from '../context/index.js';
import { startRemovalWorker } from './removal-worker.js';
import { readRemoverConfig } from './remover-config.js';
import { runProcess } from './run-process.js';

// The remover: the one process that may take members out of groups. It answers nobody and listens nowhere; it consumes removal jobs.
await runProcess({
  name: 'remover',
  readConfig: readRemoverConfig,
  logLevel: (config) => config.logLevel,
  start: async (config, log) =>
    startRemovalWorker({ database: config.database, rights: removerRights(config.azure), azure: azureRemover(config.azure), organisation: await organisationFrom(config.organisation), log }),
  readiness: () => ({}),
  endsWithin: 15_000,
});
