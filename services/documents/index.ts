export * from './issue-link.js';
export { blobNameOf, keepDocument, KeptDocument, largestDocument, type DocumentToKeep } from './keep-document.js';
export * from './link-purposes.js';
export type * from './ports.js';
export * from './read-document.js';
export * from './record-document.js';
export * from './take-link.js';
