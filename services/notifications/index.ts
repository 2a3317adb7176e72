export * from './deliver-outbox.js';
export * from './ports.js';
