/** What people are told about a request. The wording stands in `cards/strings` under `told.<event>`. */
export const events = [
  'submitted',
  'stage-approved',
  'approved',
  'active',
  'denied',
  'returned',
  'withdrawn',
  'suspended',
  'resumed',
  'revoked',
  'ended',
  'left',
  'lapsed',
  'failed',
  'removal-failed',
  'abandoned',
  'blocked',
  'record-missing',
  'awaiting-sign-in',
  'overdue',
  'sign-in-overdue',
  'ends-14',
  'ends-3',
  'reminder-half',
  'reminder-most',
  'vacant',
] as const;
export type RequestEvent = (typeof events)[number];

/** Groups of people around a request; whoever acted is left out, they see their answer at once. */
export type Audience = 'requester' | 'subject' | 'seat-holders' | 'pending-seats' | 'project-manager' | 'programme-managers' | 'grantor';

/**
 * Who hears of what ("Everyone concerned: requester, subject, seat holders; also the Project Manager for failed, revoked and
 * abandoned"). The cards that people already have are renewed at every change besides.
 */
export const audiences: Readonly<Record<RequestEvent, readonly Audience[]>> = {
  submitted: ['subject'],
  'stage-approved': ['requester', 'subject'],
  approved: ['requester', 'subject', 'seat-holders'],
  active: ['requester', 'subject', 'seat-holders'],
  denied: ['requester', 'subject', 'seat-holders'],
  returned: ['requester', 'subject', 'seat-holders'],
  withdrawn: ['subject', 'seat-holders'],
  suspended: ['requester', 'subject', 'seat-holders'],
  resumed: ['requester', 'subject', 'seat-holders'],
  revoked: ['requester', 'subject', 'seat-holders', 'project-manager'],
  ended: ['requester', 'subject', 'seat-holders'],
  left: ['requester', 'seat-holders'],
  lapsed: ['requester', 'subject', 'seat-holders'],
  failed: ['requester', 'subject', 'seat-holders', 'project-manager', 'programme-managers'],
  'removal-failed': ['requester', 'subject', 'seat-holders', 'project-manager', 'programme-managers'],
  abandoned: ['requester', 'subject', 'seat-holders', 'project-manager'],
  blocked: ['requester', 'subject'],
  // What a project lacks is for its manager to put on record, or to ask for.
  'record-missing': ['requester', 'subject', 'project-manager'],
  'awaiting-sign-in': ['requester', 'subject'],
  overdue: ['requester', 'pending-seats', 'programme-managers'],
  'sign-in-overdue': ['programme-managers'],
  'ends-14': ['requester', 'subject'],
  'ends-3': ['requester', 'subject'],
  'reminder-half': ['pending-seats'],
  'reminder-most': ['pending-seats'],
  vacant: ['requester', 'project-manager', 'programme-managers'],
};

/** What stands in the outbox: `ask` posts the card to decide on, `tell` a notice, `refresh` renews cards already posted, `sign-in` asks the grantor. */
export type MessageKind = 'ask' | 'tell' | 'refresh' | 'sign-in';

/** The event that a message's payload names; undefined when it names none. */
export const eventOf = (name: unknown): RequestEvent | undefined => events.find((event) => event === name);
