import path from 'node:path';
import { startServer } from './test-server.js';

let stop: (() => Promise<void>) | undefined;

/** Once for the whole run, in the process that starts the others. */
export async function mochaGlobalSetup(): Promise<void> {
  // Dozens of processes start the same programs: what one has compiled, the next one reads.
  process.env['NODE_COMPILE_CACHE'] ??= path.resolve('node_modules/.cache/compiled');
  stop = await startServer();
}

/** Ends what the suites share, so that a test run leaves no process behind. */
export async function mochaGlobalTeardown(): Promise<void> {
  await stop?.();
}
