export * from './deliver-outbox.js';
export * from './forget-delivered.js';
export * from './ports.js';
export * from './release.js';
