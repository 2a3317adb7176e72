import assert from 'node:assert/strict';
import { grantWorkflow, viewRequest } from '../../../services/requests/index.js';
import type { TestDatabase } from '../../support/database.js';
import { eachWorld } from '../../support/each-world.js';
import type { Fault } from '../../support/fake-directory.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import { reasonOf, RequestWorld } from '../../support/request-world.js';

describe('fulfilment', () => {
  let database: TestDatabase;
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });

  /** A membership of the tier 2 workspace, approved by the person and not carried out yet. */
  const approvedBy = async (person: PersonKey, subject: PersonKey = 'researcher'): Promise<number> => {
    const { id } = await world.asked(subject, { tier: 2 });
    await world.approved(id, person);
    return id;
  };
  const grantors = (): readonly PersonKey[] => world.directory.grants.map(({ grantorId }) => world.hospital.keyOf(grantorId));
  const ownedBy = (...people: readonly PersonKey[]): void => {
    for (const group of world.groups()) world.directory.setOwners(group, people.map((key) => world.hospital.id[key]));
  };

  describe('acts with the rights of', () => {
    for (const decider of ['manager', 'investigator'] as const) {
      it(`the decider who owns the group: the ${decider}`, async () => {
        const id = await approvedBy(decider);
        await world.runJobs();
        assert.equal(await world.state(id), 'active');
        assert.deepEqual(grantors(), [decider]);
      });
    }
    it('the other owner, where the decider is none', async () => {
      ownedBy('investigator');
      await approvedBy('manager');
      await world.runJobs();
      assert.deepEqual(grantors(), ['investigator']);
    });
    it('an owner who is not the subject, even if the subject owns the group', async () => {
      const id = await approvedBy('manager', 'investigator');
      ownedBy('investigator', 'manager');
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.deepEqual(grantors(), ['manager']);
    });
    it('nobody, where the subject alone owns the group', async () => {
      const id = await approvedBy('manager', 'investigator');
      ownedBy('investigator');
      await world.runJobs();
      assert.equal(await world.state(id), 'awaiting-sign-in');
      assert.deepEqual(grantors(), []);
    });
    it('nobody who only asked: an adder who did not decide is no grantor', async () => {
      await world.hospital.declareConflict('manager');
      const { id } = await world.asked('investigator', { tier: 2, subject: 'researcher' });
      await database.db.deleteFrom('declared_conflicts').execute();
      await world.acceptCommitments('researcher', id);
      await world.approved(id, 'manager');
      ownedBy('investigator');
      await world.runJobs();
      assert.equal(await world.state(id), 'awaiting-sign-in');
    });
    it('the adder who decided, where they own the group', async () => {
      await world.hospital.accept('researcher', 2);
      const { id } = await world.asked('investigator', { tier: 2, subject: 'researcher' });
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.deepEqual(grantors(), ['investigator']);
    });
    it('nobody whose account is disabled', async () => {
      await approvedBy('manager');
      await world.hospital.disable('manager');
      await world.runJobs();
      assert.deepEqual(grantors(), ['investigator']);
    });
    it('an owner who is Investigator or Project Manager, never anybody else', async () => {
      ownedBy('colleague', 'outsider');
      for (const person of ['colleague', 'outsider'] as const) world.directory.signedIn.add(world.hospital.id[person]);
      const id = await approvedBy('manager');
      await world.runJobs();
      assert.equal(await world.state(id), 'awaiting-sign-in');
      assert.deepEqual(grantors(), []);
    });
  });

  it('records whose rights were used, and in which group', async () => {
    const id = await approvedBy('manager');
    await world.runJobs();
    const added = (await world.audit(id)).filter(({ action }) => action === 'membership.add');
    assert.equal(added.length, 1);
    const facts = (JSON.parse(added[0]?.entry ?? '{}') as { facts: Record<string, unknown> }).facts;
    assert.deepEqual(facts, { group: world.hospital.at[2].membersGroup, grantor: world.hospital.id.manager, result: 'added' });
  });
  it('records the grantor of the attempt that succeeded, when an earlier one had another', async () => {
    const id = await approvedBy('manager');
    world.directory.failNext('addMember', 'unavailable');
    await world.fulfil(id);
    ownedBy('investigator');
    await world.fulfil(id);
    assert.equal((await world.request(id)).grantor_id, world.hospital.id.investigator);
  });

  describe('without a token', () => {
    const unsigned = async (): Promise<number> => {
      world.directory.signedIn.clear();
      const id = await approvedBy('manager');
      await world.runJobs();
      return id;
    };
    it('waits for the grantor’s sign-in, and asks them', async () => {
      const id = await unsigned();
      const request = await world.request(id);
      assert.equal(request.state, 'awaiting-sign-in');
      assert.equal(request.grantor_id, world.hospital.id.manager);
      assert.deepEqual((await world.messages(id)).filter(({ kind }) => kind === 'sign-in').map(({ to }) => to), ['manager']);
      assert.deepEqual(await world.toldOf(id, 'awaiting-sign-in'), ['researcher']);
      const timers = await database.db.selectFrom('request_timers').select(['kind', 'due_at']).where('request_id', '=', id).orderBy('due_at').execute();
      assert.deepEqual(timers, [
        { kind: 'sign-in-overdue', due_at: new Date('2026-11-25T09:00:00Z') },
        { kind: 'sign-in-failed', due_at: new Date('2026-11-27T09:00:00Z') },
      ]);
    });
    it('goes on when the grantor has signed in', async () => {
      const id = await unsigned();
      assert.equal(await world.signIn('manager'), 1);
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.ok(await world.hasAccess(id));
    });
    it('goes on when the grantor signs in between the look for a token and the wait for one: nobody is asked to sign in again', async () => {
      world.directory.signedIn.clear();
      const id = await approvedBy('manager');
      const rights = {
        addMember: async () => {
          await world.signIn('manager');
          return 'sign-in-needed' as const;
        },
      };
      await world.works([grantWorkflow({ ...world.fulfilment, rights })]).drive((await world.workflow('grant-membership', id))?.id ?? 0);
      assert.equal(await world.state(id), 'fulfilling');
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.deepEqual((await world.messages(id)).filter(({ kind }) => kind === 'sign-in'), []);
    });
    it('does not go on when somebody else has', async () => {
      const id = await unsigned();
      assert.equal(await world.signIn('investigator'), 0);
      await world.runJobs();
      assert.equal(await world.state(id), 'awaiting-sign-in');
    });
    it('tells the Programme Managers after 2 working days', async () => {
      const id = await unsigned();
      await world.pass({ hours: 47 });
      assert.deepEqual(await world.toldOf(id, 'sign-in-overdue'), []);
      await world.pass({ hours: 1 });
      assert.deepEqual(await world.toldOf(id, 'sign-in-overdue'), ['otherProgrammeManager', 'programmeManager']);
      assert.equal(await world.state(id), 'awaiting-sign-in');
    });
    it('has failed after 4 working days, and says why', async () => {
      const id = await unsigned();
      await world.pass({ days: 4 });
      const request = await world.request(id);
      assert.deepEqual([request.state, request.failure], ['failed', 'nobody-signed-in']);
      assert.ok((await world.toldOf(id, 'failed')).includes('manager'));
    });
  });

  describe('where nobody may act', () => {
    const ownerless = async (): Promise<number> => {
      ownedBy();
      const id = await approvedBy('manager');
      await world.runJobs();
      return id;
    };
    it('waits, and names who must become owner', async () => {
      const request = await world.request(await ownerless());
      assert.deepEqual([request.state, request.failure, request.grantor_id], ['awaiting-sign-in', 'nobody-owns-the-group', world.hospital.id.investigator]);
    });
    it('names the decider where neither Investigator nor Project Manager can', async () => {
      ownedBy();
      await world.hospital.disable('manager');
      const id = await approvedBy('programmeManager', 'investigator');
      await world.runJobs();
      assert.equal((await world.request(id)).grantor_id, world.hospital.id.programmeManager);
    });
    it('goes on by itself when somebody has become owner', async () => {
      const id = await ownerless();
      ownedBy('investigator');
      await world.pass({ hours: 1 });
      assert.equal(await world.state(id), 'active');
      assert.equal((await world.request(id)).failure, null);
    });
    it('waits on without repeating itself', async () => {
      const id = await ownerless();
      const told = (await world.messages(id)).length;
      await world.pass({ hours: 3 }, 1);
      assert.equal((await world.messages(id)).length, told);
    });
  });

  describe('when the directory does not answer', () => {
    it('is tried again', async () => {
      const id = await approvedBy('manager');
      world.directory.failNext('addMember', 'unavailable', 'answer-lost');
      world.directory.failNext('ownersOf', 'unavailable');
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.deepEqual(grantors(), ['manager']);
    });
    it('has failed after the last attempt, visibly and with its reason, and leaves no membership', async () => {
      const id = await approvedBy('manager');
      world.directory.failNext('addMember', 'answer-lost', ...Array<Fault>(6).fill('unavailable'));
      await world.runJobs();
      const request = await world.request(id);
      assert.deepEqual([request.state, request.cause, request.failure], ['failed', 'directory-unavailable', 'directory-unavailable']);
      assert.equal(await world.hasAccess(id), false);
      assert.deepEqual(await world.toldOf(id, 'failed'), ['investigator', 'manager', 'otherProgrammeManager', 'programmeManager', 'researcher']);
      const view = await world.as('researcher', (context) => viewRequest(context, id));
      assert.equal(view?.failure, 'directory-unavailable');
    });
    it('leaves no membership of an answer that was lost before a sign-in is needed', async () => {
      const id = await approvedBy('manager');
      world.directory.failNext('addMember', 'answer-lost');
      await world.fulfil(id);
      world.directory.signedIn.clear();
      await world.runJobs();
      assert.equal(await world.state(id), 'awaiting-sign-in');
      assert.equal(await world.hasAccess(id), false);
    });
    it('has failed at once when the directory refuses', async () => {
      const id = await approvedBy('manager');
      world.directory.failNext('addMember', 'refused');
      await world.runJobs();
      assert.deepEqual([await world.state(id), (await world.request(id)).failure], ['failed', 'directory-refused']);
    });
    for (const manager of ['manager', 'programmeManager'] as const) {
      it(`is tried again when the ${manager} says so`, async () => {
        const id = await approvedBy('manager');
        world.directory.failNext('addMember', 'refused');
        await world.runJobs();
        assert.equal((await world.retry(manager, id)).kind, 'done');
        await world.runJobs();
        const request = await world.request(id);
        assert.deepEqual([request.state, request.failure, request.cause], ['active', null, null]);
      });
    }
    it('can be given up by a manager', async () => {
      const id = await approvedBy('manager');
      world.directory.failNext('addMember', 'refused');
      await world.runJobs();
      assert.equal(reasonOf(await world.abandon('investigator', id)), 'not-allowed');
      assert.equal((await world.abandon('manager', id)).kind, 'done');
      await world.runJobs();
      assert.equal(await world.state(id), 'abandoned');
    });
    it('can be given up although its group is gone', async () => {
      const id = await approvedBy('manager');
      await database.owner.deleteFrom('directory_groups').where('id', '=', world.hospital.at[2].membersGroup).execute();
      await world.runJobs();
      assert.deepEqual([await world.state(id), (await world.request(id)).failure], ['failed', 'no-longer-possible']);
      assert.equal((await world.abandon('manager', id)).kind, 'done');
      const other = await approvedBy('manager', 'colleague');
      await world.leave('colleague', other);
      assert.equal(await world.state(other), 'ended', 'what has no group has nothing to be taken out of');
    });
    it('is carried out once, however often the job runs', async () => {
      const id = await approvedBy('manager');
      await Promise.all([world.fulfil(id), world.fulfil(id), world.fulfil(id)]);
      await world.fulfil(id);
      assert.equal(await world.state(id), 'active');
      assert.equal((await world.audit(id)).filter(({ action }) => action === 'membership.add').length, 1);
      assert.equal((await world.audit(id)).filter(({ action }) => action === 'request.activate').length, 1);
    });
    it('is carried out anew where it was approved again while it came to its end', async () => {
      const id = await approvedBy('manager');
      const { steps, ...plan } = grantWorkflow(world.fulfilment);
      const [step] = steps;
      assert.ok(step);
      const run = async (now: Parameters<typeof step.run>[0]) => {
        const outcome = await step.run(now);
        await world.hospital.trainUntil('researcher', '2026-11-22');
        await world.sweep();
        await world.hospital.trainUntil('researcher', '2027-12-31');
        await world.sweep();
        assert.equal(await world.state(id), 'approved');
        return outcome;
      };
      await world.works([{ ...plan, steps: [{ ...step, run }] }]).drive((await world.workflow('grant-membership', id))?.id ?? 0);
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.ok(await world.hasAccess(id));
    });
    it('is sent again when its job was lost', async () => {
      const id = await approvedBy('manager');
      world.sent.length = 0;
      await world.sweep();
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
    });
  });

  describe('checks again before it acts:', () => {
    const changes: readonly (readonly [string, string, () => Promise<unknown>])[] = [
      ['training', 'gate-lapsed', () => world.hospital.trainUntil('researcher', '2026-11-22')],
      ['agreement', 'agreement-lapsed', () => world.hospital.agreementUntil('imaging', '2026-11-22')],
      ['role', 'no-longer-possible', () => world.hospital.setRole('researcher', null)],
      ['another role that may not ask', 'no-longer-possible', () => world.hospital.setRole('researcher', 'project-manager')],
      ['account', 'no-longer-possible', () => world.hospital.disable('researcher')],
      ['workspace', 'no-longer-possible', () => database.db.updateTable('workspaces').set({ state: 'closed' }).execute()],
      ['project', 'no-longer-possible', () => database.db.updateTable('projects').set({ state: 'closed' }).execute()],
      ['tier of the package', 'no-longer-possible', () => database.db.updateTable('work_packages').set({ tier: 3 }).where('id', '=', world.hospital.at[2].packageId).execute()],
    ];
    for (const [what, cause, change] of changes) {
      it(`${what} → failed, ${cause}`, async () => {
        const id = await approvedBy('manager');
        await change();
        await world.runJobs();
        assert.deepEqual([await world.state(id), (await world.request(id)).cause], ['failed', cause]);
        assert.deepEqual(grantors(), []);
      });
    }
    it('end date → failed, reached-end-date', async () => {
      const { id } = await world.asked('researcher', { tier: 2, until: '2026-11-24' });
      await world.approved(id, 'manager');
      world.clock.advance({ days: 2 });
      await world.runJobs();
      assert.deepEqual([await world.state(id), (await world.request(id)).cause], ['failed', 'reached-end-date']);
    });
  });

  describe('against a revocation', () => {
    it('that comes while the directory adds: no member is left', async () => {
      const id = await approvedBy('manager');
      world.directory.during = async (call) => {
        if (call === 'addMember') assert.equal((await world.revoke('investigator', id)).kind, 'done');
      };
      await world.fulfil(id);
      world.directory.during = () => Promise.resolve();
      assert.equal(await world.state(id), 'ending');
      await world.runJobs();
      assert.equal(await world.state(id), 'revoked');
      assert.equal(await world.hasAccess(id), false);
    });
    it('whose removal runs while the directory adds: the removal waits its turn', async () => {
      const id = await approvedBy('manager');
      let removal: Promise<void> = Promise.resolve();
      world.directory.during = async (call) => {
        if (call !== 'addMember') return;
        await world.revoke('investigator', id);
        const [queued] = await world.removals(id);
        removal = world.remove(queued?.id ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 50));
        assert.equal((await world.removals(id))[0]?.state, 'queued');
      };
      await world.fulfil(id);
      await removal;
      assert.equal(await world.state(id), 'revoked');
      assert.equal(await world.hasAccess(id), false);
    });
    it('that comes first: nothing is added', async () => {
      const id = await approvedBy('manager');
      await world.revoke('investigator', id);
      await world.runJobs();
      await world.fulfil(id);
      assert.equal(await world.state(id), 'revoked');
      assert.deepEqual(grantors(), []);
    });
    it('that is over before the directory is asked: nothing is added', async () => {
      const id = await approvedBy('manager');
      world.directory.during = async (call) => {
        if (call !== 'ownersOf') return;
        await world.revoke('investigator', id);
        const [queued] = await world.removals(id);
        await world.remove(queued?.id ?? 0);
      };
      await world.fulfil(id);
      assert.equal(await world.state(id), 'revoked');
      assert.deepEqual(grantors(), []);
    });
    it('at the same moment: whoever wins, no member is left', async () => {
      for (let round = 0; round < 3; round += 1) {
        world = await RequestWorld.build(database);
        const id = await approvedBy('manager');
        await Promise.all([world.fulfil(id), world.revoke('investigator', id)]);
        await world.runJobs();
        assert.equal(await world.state(id), 'revoked');
        assert.equal(await world.hasAccess(id), false);
      }
    });
  });

  describe('of linked requests', () => {
    it('carries the inner one out when the outer is active', async () => {
      const inner = await world.asked('researcher', { tier: 2, dataset: 'imaging', alsoJoin: true });
      await world.approved(inner.id, 'investigator');
      await world.runJobs();
      assert.equal(await world.state(inner.id), 'approved');
      await world.approved(inner.outer_id ?? 0, 'manager');
      await world.runJobs();
      assert.equal(await world.state(inner.id), 'active');
    });
    const endings = {
      denied: (id: number) => world.decide('manager', id, 'deny'),
      withdrawn: (id: number) => world.withdraw('researcher', id),
      lapsed: () => world.pass({ days: 14 }),
    };
    for (const [end, act] of Object.entries(endings)) {
      it(`the inner one is ${end} with the outer`, async () => {
        const inner = await world.asked('researcher', { tier: 2, dataset: 'imaging', alsoJoin: true });
        await world.approved(inner.id, 'investigator');
        await act(inner.outer_id ?? 0);
        const request = await world.request(inner.id);
        assert.deepEqual([request.state, request.cause], [end, 'outer-not-granted']);
      });
    }
    it('the inner one is abandoned with the outer', async () => {
      const inner = await world.asked('researcher', { tier: 2, dataset: 'imaging', alsoJoin: true });
      await world.approved(inner.outer_id ?? 0, 'manager');
      world.directory.failNext('addMember', 'refused');
      await world.runJobs();
      await world.abandon('manager', inner.outer_id ?? 0);
      assert.equal(await world.state(inner.id), 'abandoned');
    });
    for (const linked of [true, false]) {
      it(`leaving the workspace ends its data, ${linked ? 'asked for together' : 'asked for from inside'}`, async () => {
        const join = linked ? undefined : await world.member('researcher', 2);
        const data = await world.asked('researcher', { tier: 2, dataset: 'imaging', alsoJoin: linked });
        const joinId = join?.id ?? data.outer_id ?? 0;
        if (linked) await world.approveAll(joinId);
        await world.approveAll(data.id);
        await world.runJobs();
        assert.deepEqual([await world.state(joinId), await world.state(data.id)], ['active', 'active']);
        await world.leave('researcher', joinId);
        await world.runJobs();
        const request = await world.request(data.id);
        assert.deepEqual([request.state, request.cause], ['ended', 'outer-ended']);
        assert.deepEqual(world.directory.memberships(), []);
      });
    }
    it('leaving the workspace ends what is still asked for from inside', async () => {
      const join = await world.member('researcher', 2);
      const data = await world.asked('researcher', { tier: 2, dataset: 'imaging' });
      await world.leave('researcher', join.id);
      await world.runJobs();
      assert.equal(await world.state(data.id), 'ended');
      assert.deepEqual(await world.waitingFor(data.id), []);
    });
    it('leaving the workspace ends what was approved inside and not carried out', async () => {
      const join = await world.member('researcher', 2);
      const data = await world.asked('researcher', { tier: 2, dataset: 'imaging' });
      await world.approved(data.id, 'investigator');
      await world.leave('researcher', join.id);
      await world.runJobs();
      assert.equal(await world.state(data.id), 'ended');
      assert.deepEqual(world.directory.memberships(), []);
    });
    it('the end of one of two memberships leaves the data', async () => {
      const join = await world.member('researcher', 2);
      const data = await world.asked('researcher', { tier: 2, dataset: 'imaging' });
      await world.approved(data.id, 'investigator');
      const longer = await world.asked('researcher', { tier: 2, until: '2027-03-01' });
      await world.approved(longer.id, 'manager');
      await world.runJobs();
      await world.leave('researcher', join.id);
      await world.runJobs();
      assert.deepEqual([await world.state(join.id), await world.state(longer.id), await world.state(data.id)], ['ended', 'active', 'active']);
      assert.ok((await world.hasAccess(join.id)) && (await world.hasAccess(data.id)));
    });
  });

  describe('of two grants of the same access', () => {
    const two = async (): Promise<readonly [number, number]> => {
      const one = await world.member('researcher', 2);
      const other = await world.asked('researcher', { tier: 2, until: '2027-03-01' });
      await world.approved(other.id, 'manager');
      await world.runJobs();
      return [one.id, other.id];
    };
    for (const order of ['older', 'newer'] as const) {
      it(`the ${order} that ends first leaves the member, the last to end removes`, async () => {
        const [older, newer] = await two();
        const [first, last] = order === 'older' ? [older, newer] : [newer, older];
        await world.leave('researcher', first);
        await world.runJobs();
        assert.deepEqual([await world.state(first), await world.state(last)], ['ended', 'active']);
        assert.equal((await world.removals(first))[0]?.state, 'kept');
        assert.ok(await world.hasAccess(last));
        await world.leave('researcher', last);
        await world.runJobs();
        assert.equal(await world.state(last), 'ended');
        assert.equal(await world.hasAccess(last), false);
      });
    }
    it('both that end at once remove', async () => {
      const [older, newer] = await two();
      await Promise.all([world.leave('researcher', older), world.leave('researcher', newer)]);
      await Promise.all(world.sent.splice(0).map((job) => world.runJob(job)));
      await world.runJobs();
      assert.deepEqual([await world.state(older), await world.state(newer)], ['ended', 'ended']);
      assert.deepEqual(world.directory.memberships(), []);
    });
    it('one that waits for a sign-in explains no membership', async () => {
      const one = await world.member('researcher', 2);
      const other = await world.asked('researcher', { tier: 2, until: '2027-03-01' });
      await world.approved(other.id, 'manager');
      world.directory.signedIn.clear();
      await world.runJobs();
      await world.leave('researcher', one.id);
      await world.runJobs();
      assert.equal(await world.state(other.id), 'awaiting-sign-in');
      assert.equal(await world.hasAccess(one.id), false);
    });
    it('one that is being carried out and turns out to need a sign-in explains none either', async () => {
      const one = await world.member('researcher', 2);
      const other = await world.asked('researcher', { tier: 2, until: '2027-03-01' });
      await world.approved(other.id, 'manager');
      await world.leave('researcher', one.id);
      world.sent.length = 0;
      world.directory.signedIn.clear();
      const [queued] = await world.removals(one.id);
      let removal: Promise<void> = Promise.resolve();
      world.directory.during = async (call) => {
        if (call !== 'addMember') return;
        removal = world.remove(queued?.id ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 50));
      };
      await world.fulfil(other.id);
      await removal;
      assert.deepEqual([await world.state(one.id), await world.state(other.id)], ['ended', 'awaiting-sign-in']);
      assert.equal(await world.hasAccess(one.id), false);
    });
    it('one that is being carried out adds again what was removed under it', async () => {
      const one = await world.member('researcher', 2);
      const other = await world.asked('researcher', { tier: 2, until: '2027-03-01' });
      await world.approved(other.id, 'manager');
      world.directory.failNext('addMember', 'unavailable');
      await world.fulfil(other.id);
      world.sent.length = 0;
      await world.leave('researcher', one.id);
      await world.runJobs();
      await world.fulfil(other.id);
      assert.equal(await world.state(other.id), 'active');
      assert.ok(await world.hasAccess(other.id));
    });
  });

  describe('a removal that fails', () => {
    const failed = async (): Promise<number> => {
      const { id } = await world.member('researcher', 2);
      await world.revoke('investigator', id);
      world.directory.failNext('removeMember', ...Array<Fault>(9).fill('unavailable'));
      await world.runJobs();
      return id;
    };
    it('stays visible: ending, with cause and failure, and those concerned are told', async () => {
      const id = await failed();
      const request = await world.request(id);
      assert.deepEqual([request.state, request.cause, request.failure], ['ending', 'revoked', 'directory-unavailable']);
      assert.ok(await world.hasAccess(id));
      assert.deepEqual(await world.toldOf(id, 'removal-failed'), ['investigator', 'manager', 'otherProgrammeManager', 'programmeManager', 'researcher']);
    });
    it('is tried again when a manager says so, and then the cause stands', async () => {
      const id = await failed();
      assert.equal(reasonOf(await world.retry('investigator', id)), 'not-allowed');
      assert.equal((await world.retry('manager', id)).kind, 'done');
      await world.runJobs();
      const request = await world.request(id);
      assert.deepEqual([request.state, request.cause, request.failure], ['revoked', 'revoked', null]);
      assert.equal(await world.hasAccess(id), false);
    });
    it('is tried again by itself, an hour after it was given up', async () => {
      const id = await failed();
      await world.pass({ hours: 2 }, 1);
      assert.equal(await world.state(id), 'revoked');
      assert.equal(await world.hasAccess(id), false);
    });
    it('that has not been given up cannot be retried by hand', async () => {
      const { id } = await world.member('researcher', 2);
      await world.revoke('investigator', id);
      assert.equal(reasonOf(await world.retry('manager', id)), 'not-possible');
    });
    it('that the directory refuses is visible at once', async () => {
      const { id } = await world.member('researcher', 2);
      await world.leave('researcher', id);
      world.directory.failNext('removeMember', 'refused');
      await world.runJobs();
      assert.deepEqual([await world.state(id), (await world.request(id)).failure], ['ending', 'directory-refused']);
    });
    it('whose answer was lost is found done at the next attempt', async () => {
      const { id } = await world.member('researcher', 2);
      await world.leave('researcher', id);
      world.directory.failNext('removeMember', 'answer-lost');
      await world.runJobs();
      assert.equal(await world.state(id), 'ended');
    });
    it('does not believe "no member" minutes after the member was added: copies of the directory may not know them yet', async () => {
      const { id } = await world.member('researcher', 2);
      await world.leave('researcher', id);
      world.directory.failNext('removeMember', 'not-spread-yet');
      await world.runJobs();
      assert.equal(await world.state(id), 'ended');
      assert.equal(await world.hasAccess(id), false);
    });
    it('believes "no member" of a membership of long ago: somebody took them out by hand', async () => {
      const { id } = await world.member('researcher', 2);
      await world.pass({ hours: 1 });
      await world.leave('researcher', id);
      world.directory.failNext('removeMember', 'not-spread-yet');
      const [queued] = await world.removals(id);
      await world.remove(queued?.id ?? 0);
      assert.equal(await world.state(id), 'ended');
    });
    it('is sent again when its job was lost', async () => {
      const { id } = await world.member('researcher', 2);
      await world.leave('researcher', id);
      world.sent.length = 0;
      await world.pass({ hours: 1 });
      assert.equal(await world.state(id), 'ended');
    });
  });

  describe('taking access away', () => {
    for (const person of ['investigator', 'manager', 'programmeManager', 'representative', 'otherRepresentative'] as const) {
      it(`the ${person} may revoke a membership, with a reason`, async () => {
        const { id } = await world.member('researcher', 2);
        assert.equal(reasonOf(await world.revoke(person, id, ' ')), 'comment-needed');
        assert.equal((await world.revoke(person, id)).kind, 'done');
        await world.runJobs();
        assert.equal(await world.state(id), 'revoked');
        assert.ok((await world.toldOf(id, 'revoked')).includes('researcher'));
        assert.ok(person === 'manager' || (await world.toldOf(id, 'revoked')).includes('manager'));
      });
    }
    it('the Representative of another dataset may not revoke a data access', async () => {
      await world.member('researcher', 2);
      const { id } = await world.asked('researcher', { tier: 2, dataset: 'imaging' });
      await world.approved(id, 'investigator');
      await world.runJobs();
      assert.equal(reasonOf(await world.revoke('representative', id)), 'not-found');
      assert.equal((await world.revoke('otherRepresentative', id)).kind, 'done');
    });
    it('the Representative may revoke what is approved and on its way', async () => {
      world.directory.signedIn.clear();
      const id = await approvedBy('manager');
      assert.equal((await world.revoke('otherRepresentative', id)).kind, 'done');
    });
    it('nobody revokes their own access, not even the Investigator: they leave', async () => {
      const { id } = await world.member('investigator', 2);
      assert.equal(reasonOf(await world.revoke('investigator', id)), 'not-allowed');
      assert.equal((await world.leave('investigator', id)).kind, 'done');
    });
    it('the person leaves, and nobody leaves for them', async () => {
      const { id } = await world.member('researcher', 2);
      for (const person of ['investigator', 'manager', 'programmeManager'] as const) assert.equal(reasonOf(await world.leave(person, id)), 'not-allowed');
      assert.equal(reasonOf(await world.revoke('researcher', id)), 'not-allowed');
      await world.leave('researcher', id);
      await world.runJobs();
      assert.deepEqual([await world.state(id), (await world.request(id)).cause], ['ended', 'left']);
    });
  });
});
