export * from './controls.js';
export * from './tier.js';
