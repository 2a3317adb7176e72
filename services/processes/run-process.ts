import { pino, type Logger } from 'pino';
import { describeError, LockkeeperError } from '../context/index.js';

/** A process of the product: its settings, its start, and how long its end may take. */
export interface ProcessPlan<Config, Running extends { stop(): Promise<void> }> {
  readonly name: string;
  /** @throws LockkeeperError `configuration`, with every fault */
  readConfig(environment: Readonly<Record<string, string | undefined>>): Config;
  logLevel(config: Config): string;
  start(config: Config, log: Logger): Promise<Running>;
  /** What a parent is told when it is ready, beside that it is. */
  readiness(running: Running): Readonly<Record<string, number>>;
  /** Milliseconds in which what is in flight may finish. */
  readonly endsWithin: number;
}

/** Runs a process: faulty settings are named on standard error; SIGTERM, SIGINT and a parent that ends stop it in order. */
export async function runProcess<Config, Running extends { stop(): Promise<void> }>(plan: ProcessPlan<Config, Running>): Promise<void> {
  const config = configOrExit(plan);
  // A reader that is gone must not hold the process: pino's own destination would try again for ever.
  process.stdout.on('error', () => undefined);
  const log = pino({ level: plan.logLevel(config), base: { process: plan.name } }, process.stdout);

  let running: Running | undefined;
  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping: what is in flight finishes first');
    setTimeout(() => process.exit(1), plan.endsWithin).unref();
    void Promise.resolve(running?.stop()).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error: describeError(error) }, 'stopped with a fault');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { stop(signal); });
  // A parent that ends, even by kill -9, closes the channel between us.
  process.on('disconnect', () => { stop('parent ended'); });

  try {
    running = await plan.start(config, log);
    const readiness = plan.readiness(running);
    log.info(readiness, 'ready');
    process.send?.({ ready: true, ...readiness });
  } catch (error) {
    log.fatal({ error: describeError(error) }, 'could not start');
    process.exit(1);
  }
}

function configOrExit<Config>(plan: Pick<ProcessPlan<Config, { stop(): Promise<void> }>, 'readConfig'>): Config {
  try {
    return plan.readConfig(process.env);
  } catch (error) {
    if (!(error instanceof LockkeeperError)) throw error;
    process.stderr.write(`${error.userMessage}\n`);
    process.exit(1);
  }
}
