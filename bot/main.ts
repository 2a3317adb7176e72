import { pino } from 'pino';
import { describeError, LockkeeperError } from '../services/context/index.js';
import { startBot, type Bot } from './compose.js';
import { readConfig, type Config } from './config.js';

// The bot's process: settings, start, and an orderly end.

const config = configOrExit();
// A reader that is gone must not hold the process: pino's own destination would try again for ever.
process.stdout.on('error', () => undefined);
const log = pino({ level: config.LOG_LEVEL, base: { process: 'bot' } }, process.stdout);

let bot: Bot | undefined;
let stopping = false;

function stop(why: string): void {
  if (stopping) return;
  stopping = true;
  log.info({ why }, 'stopping: turns in flight finish first');
  setTimeout(() => process.exit(1), 25_000).unref();
  void Promise.resolve(bot?.stop()).then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: describeError(error) }, 'stopped with a fault');
      process.exit(1);
    },
  );
}

process.on('SIGTERM', () => { stop('SIGTERM'); });
process.on('SIGINT', () => { stop('SIGINT'); });
// A parent that ends, even by kill -9, closes the channel between us.
process.on('disconnect', () => { stop('parent ended'); });

try {
  bot = await startBot(config, log);
  log.info({ port: bot.port }, 'ready');
  process.send?.({ ready: true, port: bot.port });
} catch (error) {
  log.fatal({ err: describeError(error) }, 'could not start');
  process.exit(1);
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof LockkeeperError)) throw error;
    process.stderr.write(`${error.userMessage}\n`);
    process.exit(1);
  }
}
