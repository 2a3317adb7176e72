export * from './connect.js';
export { jobAges } from './job-ages.js';
export * from './jobs.js';
export type { DatabaseLogin } from './login.js';
export * from './migrate.js';
export type * from './schema.js';
