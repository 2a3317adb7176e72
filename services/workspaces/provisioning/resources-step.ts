import { transact } from '../../audit/index.js';
import { renewCopies } from '../../notifications/index.js';
import type { Facts, Step, StepOutcome, Try } from '../../workflows/index.js';
import type { LandingZone } from '../landing-zones.js';
import type { StackState } from '../ports.js';
import { azureName } from '../workspace.js';
import { notDone } from '../not-done.js';
import { withFacts } from './acting.js';
import { takeAddress } from './address.js';
import type { BuildFacts } from './build-facts.js';
import type { BuildInput } from './build-input.js';
import { builder, type Provisioning } from './provisioning.js';
import { removeStack } from './remove-stack.js';
import { budgetStartOf, stackParameters, stackTags, type StackGroups } from './stack-parameters.js';

const lookAgainMs = 3_000;
/** How often a stack that failed for a passing reason is put again. */
const mostPuts = 4;

/** Deploys the stack of the workspace's tier, as the template spec of the pinned version says, and follows it until it stands. */
export const resourcesStep = (world: Provisioning): Step<BuildInput> => ({
  name: 'resources',
  tryMs: 60_000,
  tries: 10,
  givesUpAfterMs: 3 * 3_600_000,
  run: (now) =>
    withFacts(world, now.input, async (facts) => {
      const stack = { subscriptionId: facts.subscriptionId, name: azureName(facts.workspaceId) };
      if (typeof now.own['puts'] !== 'number') return put(world, facts, now, 0);
      const state = await world.stacks.look({ grantorId: facts.grantorId, stack });
      if (state.kind === 'sign-in-needed' || state.kind === 'refused') return notDone(state);
      return follow(world, facts, now, state, now.own['puts']);
    }),
  undo: (now) => removeStack(world, now),
});

async function follow(world: Provisioning, facts: BuildFacts, now: Try<BuildInput>, state: StackState, puts: number): Promise<StepOutcome> {
  switch (state.kind) {
    case 'absent':
      return put(world, facts, now, puts);
    case 'under-way': {
      const progress = { done: state.done, of: state.of };
      if (now.own['done'] !== state.done) await showProgress(world, facts, now.correlationId);
      return { kind: 'under-way', askAfterMs: lookAgainMs, facts: progress };
    }
    case 'succeeded':
      return { kind: 'done', facts: { done: state.resources.length, of: state.resources.length } };
    case 'failed':
      if (state.transient && puts < mostPuts) return put(world, facts, now, puts);
      // Whoever has it tried again has it put again.
      return { kind: 'fails', cause: causeOf(state.code), facts: { puts: null, code: state.code, why: state.message.slice(0, 500), target: state.target } };
    default:
      return state satisfies never;
  }
}

async function put(world: Provisioning, facts: BuildFacts, { input, correlationId }: Try<BuildInput>, puts: number): Promise<StepOutcome> {
  const zone = world.building.zones?.zones.find(({ name }) => name === facts.zone);
  if (!zone || !world.building.zones) return { kind: 'fails', cause: 'no-landing-zone' };
  const groups = await groupsOf(world, input.workspaceId);
  if (!groups) return { kind: 'fails', cause: 'incomplete' };
  const taken = await placeOf(world, facts, zone, correlationId);
  if (!taken) return { kind: 'fails', cause: 'no-address-left' };
  const { specs, version } = world.building.zones.templates;
  const begun = await world.stacks.put({
    grantorId: facts.grantorId,
    stack: { subscriptionId: facts.subscriptionId, name: azureName(facts.workspaceId) },
    location: zone.region,
    templateSpecId: `${specs}/workspace-tier-${String(facts.tier)}/versions/${version}`,
    parameters: stackParameters(zone, facts, taken.address, groups, budgetStartOf(world.organisation, taken.begunAt)),
    tags: stackTags(facts),
  });
  if (begun.kind !== 'begun') return notDone(begun);
  const known: Facts = { puts: puts + 1, address: taken.address };
  return { kind: 'under-way', askAfterMs: lookAgainMs, facts: known };
}

/** Azure's own words for what people can do something about. */
function causeOf(code: string): string {
  if (/quota/i.test(code)) return 'quota-exceeded';
  if (/AllocationFailed|SkuNotAvailable|OverconstrainedAllocation/i.test(code)) return 'no-capacity';
  if (/InvalidTemplate|InvalidParameter|InvalidDeployment/i.test(code)) return 'template-refused';
  if (/Authorization|Forbidden/i.test(code)) return 'refused';
  return 'azure-failed';
}

async function placeOf(world: Provisioning, { workspaceId, requestId }: BuildFacts, zone: LandingZone, correlationId: string): Promise<{ readonly address: string; readonly begunAt: Date } | undefined> {
  return transact(
    world,
    builder,
    async (context) => {
      const address = await takeAddress(context, workspaceId, zone);
      const request = await context.trx.selectFrom('requests').select('created_at').where('id', '=', requestId).executeTakeFirstOrThrow();
      return address === undefined ? undefined : { address, begunAt: request.created_at };
    },
    correlationId,
  );
}

async function groupsOf({ db }: Provisioning, workspaceId: number): Promise<StackGroups | undefined> {
  const rows = await db.selectFrom('directory_groups').select(['id', 'kind', 'dataset_id']).where('workspace_id', '=', workspaceId).execute();
  const one = (kind: string): string | undefined => rows.find((row) => row.kind === kind)?.id;
  const [members, managers, review] = [one('members'), one('managers'), one('review')];
  if (members === undefined || managers === undefined || review === undefined) return undefined;
  return { members, managers, review, data: rows.flatMap(({ id, dataset_id }) => (dataset_id === null ? [] : [{ datasetId: dataset_id, groupId: id }])) };
}

/** The cards that show how far it has come are renewed. */
const showProgress = (world: Provisioning, { requestId }: BuildFacts, correlationId: string): Promise<void> => transact(world, builder, (context) => renewCopies(context, { type: 'request', id: requestId }), correlationId);
