import assert from 'node:assert/strict';
import type { PersonActor, SystemRole } from '../../../services/context/index.js';
import { personActions, type RequestState } from '../../../services/requests/index.js';
import { testDatabase } from '../../support/database.js';
import { personKeys, tiers } from '../../support/hospital-builder.js';
import { rememberingDatabase } from '../../support/remembering-database.js';
import { tryActs, type Act, type Outcome } from '../../support/request-acts.js';
import { RequestWorld } from '../../support/request-world.js';
import { throughGates, throughReview, toAbandonment, toRevocation, toTheEnd, type Journey } from './table-journeys.js';
import { expected, people, sentenceOf, situationsAt, type Person, type Situation, type Way } from './table-rules.js';

/*
 * Every state × person × act of both types and both ways of asking, on the real database. Tiers differ by their stages alone, which are
 * those of tier 2 below it: there review alone is tried.
 */

/** What was found in a situation: the state, and every act that did not come out as the rules say. */
interface Seen {
  readonly state: RequestState;
  readonly wrong: readonly string[];
}

const tables = (['data-access', 'join-workspace'] as const).flatMap((type) =>
  (['own', 'added'] as const).flatMap((way) =>
    tiers.map((tier) => ({
      type,
      way,
      tier,
      journeys: tier < 2 ? [throughGates] : [throughReview, throughGates, toRevocation, toAbandonment, toTheEnd],
      situations: tier < 2 ? situationsAt(tier).filter((situation) => situation.startsWith('in-review')) : situationsAt(tier),
      seen: new Map<Situation, Seen>(),
    })),
  ),
);
type Table = (typeof tables)[number];

const wayTexts: Readonly<Record<Way, string>> = { own: 'asked for oneself', added: 'added by the Investigator' };

describe('the table of states, people and acts', () => {
  before(async function () {
    this.timeout(120_000);
    for (const type of ['data-access', 'join-workspace'] as const) await Promise.all((['own', 'added'] as const).map((way) => fill(tables.filter((table) => table.type === type && table.way === way))));
  });

  for (const { type, way, tier, situations, seen } of tables) {
    describe(`${type} at tier ${String(tier)}, ${wayTexts[way]}`, () => {
      for (const situation of situations) {
        it(`${situation}: ${sentenceOf(situation)}`, () => {
          assert.deepEqual(seen.get(situation), { state: situation.split(/,| by /)[0], wrong: [] });
        });
      }
    });
  }
});

/** Goes every journey, and tries everything that anybody could do at each halt. */
async function fill(own: readonly Table[]): Promise<void> {
  const database = await testDatabase();
  const remembering = rememberingDatabase(database.url('lockkeeper_bot'));
  try {
    for (const table of own) {
      for (const journey of table.journeys) {
        const world = await RequestWorld.build(database);
        const actors = await everybody(world);
        await journey(world, { ...table, see: look(table, actors, remembering) });
      }
    }
  } finally {
    await remembering.destroy();
    await database.drop();
  }
}

interface Try extends Act {
  readonly person: Person;
  readonly should: string;
}

/** Signing in comes last: it writes that somebody was there, after which everything is read anew. */
const inOrder = [...personActions.filter((action) => action !== 'sign-in'), 'sign-in' as const];

const look =
  (table: Table, actors: Readonly<Record<Person, PersonActor>>, database: ReturnType<typeof rememberingDatabase>): Journey['see'] =>
  async (world, id, situation, past) => {
    if (!table.situations.includes(situation)) return;
    const acts = inOrder.flatMap((action) =>
      people.map((person): Try => {
        const should = expected(person, action, { ...table, situation }, past);
        return { person, action, should, actor: actors[person], changes: should.startsWith('→') };
      }),
    );
    const { state } = await world.request(id);
    const wrong: string[] = [];
    const untouched = await tryActs(database, world, id, acts, (act, outcome) => {
      const fault = faultOf(act, outcome, state);
      if (fault) wrong.push(`${act.person}: ${act.action} should be ${act.should}; ${fault}`);
    });
    if (!untouched) wrong.push('something was stored by an act that should change nothing');
    table.seen.set(situation, { state, wrong });
  };

/** Compares outcome, state, what else changed, and the audit entries. */
function faultOf({ action, should }: Try, { is, state, audit, jobs, untouched }: Outcome, from: RequestState): string | undefined {
  const came = is === 'done' ? `→ ${state}` : is;
  if (came !== should) return `it is ${came}`;
  // Signing in says that somebody is there: it sends the jobs that waited for them, and changes no request by itself.
  if (action === 'sign-in') return untouched && jobs.length === (should === 'unchanged' ? 0 : 1) ? undefined : 'signing in changed the request';
  const own = audit.filter((entry) => entry.action === `request.${action}`);
  if (own.length !== 1) return `it left ${String(own.length)} audit entries`;
  if (is === 'done') {
    if (own[0]?.outcome !== 'done' || own[0].facts?.['from'] !== from) return 'its audit entry says something else';
    return untouched ? 'nothing was stored' : undefined;
  }
  if (jobs.length > 0) return 'a job was sent';
  if (audit.length !== 1) return `it left ${String(audit.length)} audit entries`;
  const outcome = should === 'unchanged' ? 'unchanged' : 'refused';
  return own[0]?.outcome === outcome && own[0].reason === (outcome === 'refused' ? should : undefined) ? undefined : 'its audit entry says something else';
}

const officers = { systemManager: 'system-manager', financeOfficer: 'finance' } as const satisfies Partial<Record<Person, SystemRole>>;

/** The hospital's people, the officers that it has not, and a Programme Manager with a role in the project. */
async function everybody(world: RequestWorld): Promise<Readonly<Record<Person, PersonActor>>> {
  const { db } = world.database;
  await world.hospital.setRole('otherProgrammeManager', 'researcher');
  for (const [id, role] of Object.entries(officers)) {
    await db.insertInto('people').values({ id, name: id, mail: `${id}@example.org`, user_type: 'member', updated_at: world.clock.now() }).execute();
    await db.insertInto('system_role_holders').values({ role, person_id: id }).execute();
  }
  const actorOf = (person: Person): PersonActor => {
    if (person === 'systemManager' || person === 'financeOfficer') return { kind: 'person', id: person, systemRoles: new Set([officers[person]]) };
    assert.ok(personKeys.includes(person));
    return world.actor(person);
  };
  return Object.fromEntries(people.map((person) => [person, actorOf(person)])) as Record<Person, PersonActor>;
}
