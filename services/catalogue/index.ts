export type * from './dataset.js';
export * from './list-askable-datasets.js';
export * from './list-visible-datasets.js';
export * from './search-datasets.js';
export * from './view-dataset.js';
