export * from './entry.js';
export * from './transact.js';
export * from './verify.js';
