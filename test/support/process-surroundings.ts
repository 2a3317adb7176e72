/** What a process that a test starts with settings of its own needs besides: where programs lie, and what was compiled for the one before. */
export const processSurroundings = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] });
