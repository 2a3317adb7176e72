import type { Database } from '../../database/index.js';
import type { RequestRecord } from '../request.js';
import { loadSeatFacts } from '../load-seat-facts.js';

/** Directory ids of people who may act as grantor, in order of preference. */
export interface Candidates {
  /** Who approved, the last first. */
  readonly deciders: readonly string[];
  /** Investigator, then Project Managers. */
  readonly others: readonly string[];
}

/**
 * The decider, if they own the group; else its other owner, Investigator or Project Manager, whoever is neither requester nor subject
 * (people-and-requests, "Grantor"). Never the subject, and nobody whose account is disabled: they cannot sign in.
 */
export async function grantorCandidates(db: Database, request: RequestRecord): Promise<Candidates> {
  const votes = await db
    .selectFrom('votes')
    .innerJoin('people', 'people.id', 'votes.person_id')
    .select('person_id')
    .where('request_id', '=', request.id)
    .where('version', '=', request.version)
    .where('answer', '=', 'approve')
    .where('people.enabled', '=', true)
    .orderBy('votes.id', 'desc')
    .execute();
  const facts = await db.transaction().execute((trx) => loadSeatFacts(trx, request));
  // Somebody whose role has ended lends their rights no more, though their vote stands.
  const inOffice = new Set([facts.investigatorId, ...facts.projectManagerIds, ...facts.programmeManagerIds, ...facts.representatives.flatMap(({ principalId, deputyIds }) => [principalId, ...deputyIds])]);
  return {
    deciders: votes.map(({ person_id }) => person_id).filter((id) => id !== request.subject_id && inOffice.has(id)),
    others: [facts.investigatorId, ...facts.projectManagerIds]
      .filter((id) => id !== undefined)
      .filter((id) => id !== request.requester_id && id !== request.subject_id && !facts.gone.has(id)),
  };
}
