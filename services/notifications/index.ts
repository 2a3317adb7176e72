export { columnsOf, type About } from './about.js';
export * from './deliver-outbox.js';
export * from './enqueue.js';
export * from './forget-delivered.js';
export { oldestDue } from './oldest-due.js';
export * from './ports.js';
export * from './release.js';
