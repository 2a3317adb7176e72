import type { DialogRunner } from '../dialog-runner.js';
import type { SignIn } from '../sign-in.js';
import type { Conversation } from './conversation.js';
import type { Packages } from './packages.js';
import type { Projects } from './projects.js';
import type { Records } from './records.js';
import type { Workspaces } from './workspaces.js';

/** What words and buttons lead to, by capability. */
export interface Rooms {
  readonly conversation: Conversation;
  readonly packages: Packages;
  readonly projects: Projects;
  readonly records: Records;
  readonly workspaces: Workspaces;
  readonly dialogs: DialogRunner;
  readonly signIn: SignIn;
}
