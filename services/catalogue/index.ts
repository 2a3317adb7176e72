export type * from './dataset.js';
export * from './list-askable-datasets.js';
export * from './search-datasets.js';
export * from './view-dataset.js';
