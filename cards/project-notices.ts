import type { Refusal } from '../services/projects/index.js';
import type { NoticeKind } from './notice-kind.js';

/** What is said about projects, their people and their work packages; the words stand in `cards/strings` under `notice.<key>`. */
export const projectNotices = {
  'project-closed': 'warning',
  'day-impossible': 'warning',
  'own-appointment': 'warning',
  'account-disabled': 'warning',
  'guest-not-for-role': 'warning',
  'has-role': 'warning',
  'investigator-taken': 'warning',
  'conflict-declared': 'warning',
  'not-in-college': 'warning',
  'designation-needed': 'warning',
  'already-represents': 'info',
  'represents-here': 'warning',
  'representative-has-role': 'warning',
  'not-in-project': 'warning',
  'dataset-unknown': 'warning',
  'package-open': 'warning',
  'package-classified': 'warning',
  'package-new': 'info',
  'stepped-down': 'success',
  'conflict-recorded': 'success',
  'handed-over': 'success',
  'designation-recorded': 'success',
  'package-created': 'success',
  'package-changed': 'success',
  'package-unchanged': 'info',
  'successor-created': 'success',
  'represents-nothing': 'info',
  'nobody-to-remove': 'info',
} as const satisfies Readonly<Record<string, NoticeKind>> & Readonly<Record<Exclude<Refusal, 'not-found' | 'not-allowed'>, NoticeKind>>;
