import { pino } from 'pino';
import { removerRights } from '../azure/index.js';
import { describeError, LockkeeperError, organisationFrom } from '../context/index.js';
import { startRemovalWorker, type RemovalWorker } from './removal-worker.js';
import { readRemoverConfig, type RemoverConfig } from './remover-config.js';

// The remover: the one process that may take members out of groups. It answers nobody and listens nowhere; it consumes removal jobs.

const config = configOrExit();
// A reader that is gone must not hold the process: pino's own destination would try again for ever.
process.stdout.on('error', () => undefined);
const log = pino({ level: config.logLevel, base: { process: 'remover' } }, process.stdout);

let worker: RemovalWorker | undefined;
let stopping = false;

/** Running removals finish; a stop that hangs is ended by the timer. */
function stop(why: string): void {
  if (stopping) return;
  stopping = true;
  log.info({ why }, 'stopping');
  setTimeout(() => process.exit(1), 15_000).unref();
  void Promise.resolve(worker?.stop()).then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ error: describeError(error) }, 'stopped with a fault');
      process.exit(1);
    },
  );
}

process.on('SIGTERM', () => { stop('SIGTERM'); });
process.on('SIGINT', () => { stop('SIGINT'); });
// A parent that ends, even by kill -9, closes the channel between us.
process.on('disconnect', () => { stop('parent ended'); });

try {
  worker = await startRemovalWorker({
    databaseUrl: config.databaseUrl,
    rights: removerRights(config.azure),
    organisation: await organisationFrom(config.organisation),
    log,
  });
  log.info('ready');
  process.send?.({ ready: true });
} catch (error) {
  log.fatal({ error: describeError(error) }, 'could not start');
  process.exit(1);
}

function configOrExit(): RemoverConfig {
  try {
    return readRemoverConfig(process.env);
  } catch (error) {
    if (!(error instanceof LockkeeperError)) throw error;
    process.stderr.write(`${error.userMessage}\n`);
    process.exit(1);
  }
}
