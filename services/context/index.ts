export * from './actor.js';
export * from './clock.js';
export * from './context.js';
export * from './describe-error.js';
export * from './errors.js';
export * from './holidays.js';
export * from './numbers.js';
export * from './organisation.js';
