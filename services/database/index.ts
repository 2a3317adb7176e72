export * from './connect.js';
export * from './jobs.js';
export * from './migrate.js';
export type * from './schema.js';
