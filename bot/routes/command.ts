import type { FormStart } from '../../dialogs/index.js';
import type { WorkspaceCommand } from './workspace-command.js';
import type { RecordCommand } from './read-record-command.js';

/** Views of projects that need no number. */
export type PlainProjectView = 'projects' | 'portfolio' | 'my-datasets';

/** What somebody typed, as the routes understand it. */
export type Command =
  | { readonly kind: 'help' | 'cancel' | 'back' | 'approvals' | 'my-requests' | 'packages' | PlainProjectView | 'sign-in' | 'sign-out' }
  | { readonly kind: 'package' | 'explain' | 'classification-record'; readonly packageId: number }
  | { readonly kind: 'classify'; readonly packageId?: number }
  | { readonly kind: 'datasets'; readonly words: string }
  | { readonly kind: 'dataset'; readonly datasetId: number }
  | { readonly kind: 'ask'; readonly datasetId?: number }
  | { readonly kind: 'join'; readonly workspaceId?: number }
  | { readonly kind: 'request' | 'withdraw' | 'leave' | 'history'; readonly requestId: number }
  | { readonly kind: 'project' | 'people' | 'referees'; readonly projectId: number }
  | { readonly kind: 'form'; readonly start: FormStart }
  | RecordCommand
  | WorkspaceCommand
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'unknown'; readonly text: string };

/** Reads what follows a phrase; undefined where that does not fit it. */
export type Reader = (rest: string) => Command | undefined;
