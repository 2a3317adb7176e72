import type { Surroundings } from '../../services/audit/index.js';
import { organisationFrom, systemClock } from '../../services/context/index.js';
import { connect } from '../../services/database/index.js';
import type { Target } from './target.js';

/** Lends a connection for one operators' command. These commands send no jobs. */
export async function operatorWorld<Value>(target: Target, work: (world: Surroundings) => Promise<Value>): Promise<Value> {
  const db = connect(target.databaseUrl, 2);
  const { ORGANISATION_TIME_ZONE: timeZone = 'Europe/London', ORGANISATION_COUNTRY: country } = target.environment;
  try {
    const organisation = await organisationFrom({ timeZone, country });
    return await work({ db, organisation, clock: systemClock, jobs: { send: () => Promise.reject(new Error('an operators’ command sends no jobs')) } });
  } finally {
    await db.destroy();
  }
}
