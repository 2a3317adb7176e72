import type { Refusal as ClassificationRefusal } from '../services/classification/index.js';
import type { Refusal } from '../services/requests/index.js';
import type { WorkspaceRefusal } from '../services/workspaces/index.js';
import type { NoticeKind } from './notice-kind.js';
import { projectNotices } from './projects/project-notices.js';
import type { ErrorCode } from '../services/context/index.js';

export type { NoticeKind } from './notice-kind.js';

/** What can be said by a notice, and how it looks; the words stand in `cards/strings` under `notice.<key>`. */
const kinds = {
  'not-found': 'warning',
  'invalid-input': 'warning',
  unexpected: 'error',
  'outdated-card': 'warning',
  'already-decided': 'info',
  'own-request': 'warning',
  'not-allowed': 'warning',
  'not-possible': 'warning',
  'not-allowed-channel': 'warning',
  'other-tenant': 'warning',
  'guest-without-role': 'warning',
  'not-allowed-person': 'warning',
  'other-channel': 'warning',
  'file-not-here': 'warning',
  'nothing-to-cancel': 'info',
  cancelled: 'info',
  'too-long': 'warning',
  busy: 'info',
  'comment-needed': 'warning',
  'purpose-needed': 'warning',
  'dialog-over': 'warning',
  'not-member-of-project': 'warning',
  'sign-in-done': 'success',
  'signed-out': 'success',
  'sign-in-failed': 'error',
  'sign-in-other-account': 'error',
  'sign-in-needed': 'warning',
  'nothing-waiting': 'info',
  'not-in-package': 'warning',
  'not-classified': 'warning',
  'until-past': 'warning',
  'until-too-late': 'warning',
  'already-asked': 'info',
  'already-have': 'info',
  'join-needed': 'warning',
  'commitments-needed': 'warning',
  'directory-unavailable': 'error',
  'azure-unavailable': 'error',
  'no-workspaces-here': 'warning',
  'package-suspended': 'warning',
  'tier-four': 'warning',
  'owner-needed': 'warning',
  'regions-differ': 'warning',
  'no-landing-zone': 'warning',
  'machine-busy': 'info',
  'nobody-to-add': 'info',
  'not-member': 'warning',
  'runs-already': 'info',
  'stopped-already': 'info',
  'documents-unavailable': 'error',
  'own-record': 'warning',
  cleared: 'warning',
  classified: 'warning',
  'opened-it': 'warning',
  'gave-opinion': 'warning',
  'saw-opinions': 'warning',
  'dataset-needed': 'warning',
  'not-on-record': 'warning',
  'no-such-flowchart': 'warning',
  'role-changed': 'warning',
  'draft-gone': 'warning',
  'not-the-question': 'warning',
  'question-changed': 'warning',
  'answers-missing': 'warning',
  'not-higher': 'warning',
  'reason-needed': 'warning',
  'not-ready': 'warning',
  'opinions-differ': 'warning',
  'no-conflict': 'warning',
  'own-opinion-first': 'warning',
  'nobody-to-approve': 'warning',
  'nobody-missing': 'info',
  'answers-kept': 'success',
  'opinion-kept': 'info',
  'asked-again': 'success',
  'asked-today': 'info',
  'person-approved': 'success',
  'nothing-to-classify': 'info',
  'not-classifier': 'warning',
  ...projectNotices,
} as const satisfies Readonly<Record<string, NoticeKind>>;

export type NoticeKey = keyof typeof kinds;
export const noticeKeys = Object.keys(kinds) as readonly NoticeKey[];
export const kindOf = (notice: NoticeKey): NoticeKind => kinds[notice];

/** The notice that explains a refusal of a use case. */
export const noticeOfRefusal = (refusal: Refusal | ClassificationRefusal | WorkspaceRefusal | 'own-record'): NoticeKey => (refusal === 'outdated' ? 'outdated-card' : refusal);

/** The notice for an error that a person is told about. */
export const noticeOfError = (code: ErrorCode): NoticeKey => (code === 'configuration' ? 'unexpected' : code);
