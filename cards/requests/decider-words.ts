import type { SeatRole } from '../../services/requests/index.js';
import { seatNames } from '../names.js';
import type { Wording } from '../wording.js';

/** A seat of a request that could be made; nobody in `names`: vacant. */
export interface DecidingSeat {
  readonly role: SeatRole;
  readonly names: readonly string[];
}

/** A stage in words; `names` is empty when nobody can fill a seat of it. */
export interface DecidingStage {
  readonly role: string;
  readonly names: string;
  readonly vacant: boolean;
}

/** Seats, in order of their stages, as stages: seats of one role belong to one stage, and all of them decide. */
export function decidingStages(seats: readonly DecidingSeat[], words: Wording): readonly DecidingStage[] {
  const { t } = words;
  return [...new Set(seats.map(({ role }) => role))].map((role) => {
    const own = seats.filter((seat) => seat.role === role).map(({ names }) => names);
    return {
      role: t(role === 'representative' && own.length > 1 ? 'role.representatives' : `role.${role}`),
      names: seatNames(own, words),
      vacant: own.some((names) => names.length === 0),
    };
  });
}
