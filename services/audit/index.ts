export * from './entry.js';
export * from './extract.js';
export * from './transact.js';
export * from './verify.js';
