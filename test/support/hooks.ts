import { stopServer } from './database.js';

/** Ends what the suites share, so that a test run leaves no process behind. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await stopServer();
  },
};
