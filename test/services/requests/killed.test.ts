import assert from 'node:assert/strict';
import { grantWorkflow, removalWorkflow } from '../../../services/requests/index.js';
import type { Workflow } from '../../../services/workflows/index.js';
import { eachWorld } from '../../support/each-world.js';
import { Killed } from '../../support/fake-directory.js';
import { RequestWorld } from '../../support/request-world.js';

/** A point at which a process can be killed: within a call to the directory, or before or after all that a step does. */
type Point = readonly ['ownersOf' | 'addMember' | 'removeMember', 'killed-before' | 'killed-after'] | readonly ['step', 'killed-before' | 'killed-after'];

describe('a process that is killed', () => {
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (fresh) => { world = fresh; });

  const dying = <Input>(workflow: Workflow<Input>, when: 'killed-before' | 'killed-after'): Workflow<Input> => ({
    ...workflow,
    steps: workflow.steps.map((step) => ({
      ...step,
      run: async (now) => {
        if (when === 'killed-after') await step.run(now);
        throw new Killed();
      },
    })),
  });
  /** Runs what was sent by a process that dies there; whatever it sent itself is lost with it. */
  const killedAt = async ([where, when]: Point): Promise<void> => {
    const jobs = world.sent.splice(0);
    if (where !== 'step') world.directory.failNext(where, when);
    const works = where === 'step' ? world.works([dying(grantWorkflow(world.fulfilment), when), dying(removalWorkflow(world.fulfilment), when)]) : world.works();
    for (const job of jobs) await world.runJob(job, works);
    world.sent.length = 0;
  };
  const entries = async (id: number, action: string): Promise<number> => (await world.audit(id)).filter((entry) => entry.action === action).length;

  const granting: readonly Point[] = [['ownersOf', 'killed-before'], ['ownersOf', 'killed-after'], ['addMember', 'killed-before'], ['addMember', 'killed-after'], ['step', 'killed-before'], ['step', 'killed-after']];
  for (const point of granting) {
    it(`while it grants, ${point.join(' ')}: the next sweep after its lease takes it up, and it is done once`, async () => {
      const { id } = await world.asked('researcher', { tier: 2 });
      await world.approveAll(id);
      await killedAt(point);
      await world.sweep();
      assert.deepEqual(world.sent.filter(({ queue }) => queue === 'workflow'), [], 'somebody may still be at it');
      world.clock.advance({ minutes: 2 });
      await world.sweep();
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.ok(await world.hasAccess(id));
      assert.equal(world.directory.grants.length, 1);
      assert.deepEqual([await entries(id, 'membership.add'), await entries(id, 'request.activate'), await entries(id, 'request.fulfil')], [1, 1, 1]);
      assert.deepEqual(await world.toldOf(id, 'active'), ['investigator', 'manager', 'researcher']);
      assert.equal((await world.workflow('grant-membership', id))?.state, 'done');
    });

    it(`while it grants, ${point.join(' ')}, and access is taken away before another goes on: no member is left`, async () => {
      const { id } = await world.asked('researcher', { tier: 2 });
      await world.approveAll(id);
      await killedAt(point);
      await world.revoke('investigator', id);
      await world.runJobs();
      world.clock.advance({ minutes: 2 });
      await world.sweep();
      await world.runJobs();
      assert.equal(await world.state(id), 'revoked');
      assert.deepEqual(world.directory.memberships(), []);
      const ended = (await world.workflow('grant-membership', id))?.state;
      assert.ok(ended === 'undone' || ended === 'done', ended);
    });
  }

  const removing: readonly Point[] = [['removeMember', 'killed-before'], ['removeMember', 'killed-after'], ['step', 'killed-before'], ['step', 'killed-after']];
  for (const point of removing) {
    it(`while it removes, ${point.join(' ')}: another takes it up, and the end is recorded and told once`, async () => {
      const { id } = await world.member('researcher', 2);
      await world.pass({ hours: 1 });
      await world.revoke('investigator', id);
      await killedAt(point);
      assert.equal(await world.state(id), 'ending');
      world.clock.advance({ minutes: 2 });
      await world.sweep();
      await world.runJobs();
      assert.equal(await world.state(id), 'revoked');
      assert.deepEqual(world.directory.memberships(), []);
      assert.deepEqual([await entries(id, 'membership.remove'), await entries(id, 'request.finish-ending')], [1, 1]);
      assert.equal((await world.workflow('remove-member', (await world.removals(id))[0]?.id ?? 0))?.state, 'done');
    });
  }

  it('while its grantor signs in: the sign-in is not lost', async () => {
    world.directory.signedIn.clear();
    const { id } = await world.asked('researcher', { tier: 2 });
    await world.approved(id, 'manager');
    await killedAt(['addMember', 'killed-before']);
    await world.signIn('manager');
    world.clock.advance({ minutes: 2 });
    await world.sweep();
    await world.runJobs();
    assert.equal(await world.state(id), 'active');
  });
});

describe('what the version before has left', () => {
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (fresh) => { world = fresh; });

  /** As if a bot of that version had written it: no workflow, and its job on a queue that nobody works on. */
  const withoutWorkflow = async (): Promise<void> => {
    await world.database.db.deleteFrom('workflow_steps').execute();
    await world.database.db.deleteFrom('workflows').execute();
    world.sent.length = 0;
    world.clock.advance({ minutes: 2 });
    await world.sweep();
    await world.runJobs();
  };

  it('approved and not carried out is carried out', async () => {
    const { id } = await world.asked('researcher', { tier: 2 });
    await world.approveAll(id);
    await withoutWorkflow();
    assert.equal(await world.state(id), 'active');
  });

  it('half carried out is carried out', async () => {
    const { id } = await world.asked('researcher', { tier: 2 });
    await world.approveAll(id);
    world.directory.failNext('addMember', 'answer-lost');
    await world.fulfil(id);
    await withoutWorkflow();
    assert.equal(await world.state(id), 'active');
    assert.ok(await world.hasAccess(id));
  });

  it('waiting for a sign-in waits on, and goes on with the sign-in', async () => {
    world.directory.signedIn.clear();
    const { id } = await world.asked('researcher', { tier: 2 });
    await world.approved(id, 'manager');
    await world.runJobs();
    const before = (await world.messages(id)).length;
    await withoutWorkflow();
    assert.deepEqual([await world.state(id), (await world.messages(id)).length], ['awaiting-sign-in', before]);
    await world.signIn('manager');
    await world.runJobs();
    assert.equal(await world.state(id), 'active');
  });

  it('waiting for nobody who comes fails in time, as ever', async () => {
    world.directory.signedIn.clear();
    const { id } = await world.asked('researcher', { tier: 2 });
    await world.approved(id, 'manager');
    await world.runJobs();
    await withoutWorkflow();
    await world.pass({ days: 4 });
    assert.deepEqual([await world.state(id), (await world.request(id)).failure], ['failed', 'nobody-signed-in']);
  });

  it('to be removed is removed', async () => {
    const { id } = await world.member('researcher', 2);
    await world.revoke('investigator', id);
    await withoutWorkflow();
    assert.equal(await world.state(id), 'revoked');
    assert.deepEqual(world.directory.memberships(), []);
  });
});
