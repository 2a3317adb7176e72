/** System roles come from directory groups that the configuration names (people-and-requests, "Roles"). */
export const systemRoles = ['system-manager', 'programme-manager', 'finance', 'referee-college'] as const;
export type SystemRole = (typeof systemRoles)[number];

/** A person who acts, as the authenticated activity and the directory give them. */
export interface PersonActor {
  readonly kind: 'person';
  /** Directory object id. */
  readonly id: string;
  readonly systemRoles: ReadonlySet<SystemRole>;
}

/** The product acting by itself: a sweep, a job, the remover, an operator's command. */
export interface ProcessActor {
  readonly kind: 'process';
  readonly id: 'sweep' | 'fulfilment' | 'remover' | 'directory-sync' | 'comparison' | 'provisioning' | 'operator';
}

/** Whatever is due by the clock. */
export const sweep: ProcessActor = { kind: 'process', id: 'sweep' };

export type Actor = PersonActor | ProcessActor;
