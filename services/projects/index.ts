export * from './create-project.js';
export * from './list-my-workspaces.js';
export type * from './ports.js';
export { RecognitionCache } from './recognition-cache.js';
export { recogniseActor, recogniseActorAfresh, type Recognised, type Recognition } from './recognise-actor.js';
export * from './sync-directory.js';
