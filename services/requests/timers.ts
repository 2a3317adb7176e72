import { minusDays, plusWorkingDays, type Organisation } from '../context/index.js';
import { pausedDays, requestTypeRules, signInDays } from './request-types.js';
import { isAccess, type RequestRecord } from './request.js';

/** What falls due for a request. Each kind is handled in `sweep-due.ts`. */
export const timerKinds = ['reminder-half', 'reminder-most', 'overdue', 'lapse', 'sign-in-overdue', 'sign-in-failed', 'ends-14', 'ends-3', 'end'] as const;
export type TimerKind = (typeof timerKinds)[number];

export interface Timer {
  readonly kind: TimerKind;
  readonly dueAt: Date;
}

/** When the present stage should be decided: working days from `now`. */
export const stageDueAt = (organisation: Organisation, request: Pick<RequestRecord, 'type'>, now: Date): Date =>
  plusWorkingDays(organisation, now, stageDaysOf(organisation, request));

/** The institution's own number of days, else the rule's. */
const stageDaysOf = (organisation: Organisation, request: Pick<RequestRecord, 'type'>): number =>
  organisation.stageDays?.[request.type] ?? requestTypeRules[request.type].stageDays;

/**
 * The timers of a request that entered its state (or stage) at `now` (people-and-requests, "Deadlines"): reminders at half and at
 * nine tenths, the Programme Manager told when due, lapsed after as long again; access that ends is told 14 and 3 days before.
 */
export function timersOf(organisation: Organisation, request: Pick<RequestRecord, 'type' | 'state' | 'ends_at'>, now: Date): readonly Timer[] {
  const after = (days: number): Date => plusWorkingDays(organisation, now, days);
  const stageDays = stageDaysOf(organisation, request);
  const end: readonly Timer[] = isAccess(request.type) ? [{ kind: 'end', dueAt: request.ends_at }] : [];
  switch (request.state) {
    case 'in-review':
      return [
        { kind: 'reminder-half', dueAt: after(stageDays / 2) },
        { kind: 'reminder-most', dueAt: after(stageDays * 0.9) },
        { kind: 'overdue', dueAt: after(stageDays) },
        { kind: 'lapse', dueAt: after(stageDays * 2) },
      ];
    case 'returned':
    case 'blocked':
      return [{ kind: 'lapse', dueAt: after(pausedDays) }];
    case 'awaiting-sign-in':
      return [
        { kind: 'sign-in-overdue', dueAt: after(signInDays) },
        { kind: 'sign-in-failed', dueAt: after(signInDays * 2) },
      ];
    case 'active':
      // What was built stands until it is closed: its project's end is told, and takes nothing away.
      return [
        ...([14, 3] as const).map((days): Timer => ({ kind: `ends-${days}`, dueAt: minusDays(organisation, request.ends_at, days) })).filter(({ dueAt }) => dueAt > now),
        ...end,
      ];
    case 'approved':
    case 'fulfilling':
    case 'suspended':
      return end;
    case 'draft':
    case 'submitted':
    case 'ending':
    case 'done':
    case 'ended':
    case 'revoked':
    case 'denied':
    case 'withdrawn':
    case 'lapsed':
    case 'failed':
    case 'abandoned':
      return [];
    default:
      return request.state satisfies never;
  }
}
