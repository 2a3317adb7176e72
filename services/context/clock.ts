/** Time comes from here only, so that expiry, reminders and budgets can be moved in tests. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
