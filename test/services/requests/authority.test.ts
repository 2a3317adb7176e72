import assert from 'node:assert/strict';
import type { TestDatabase } from '../../support/database.js';
import { eachWorld } from '../../support/each-world.js';
import { reasonOf, RequestWorld } from '../../support/request-world.js';

/** What a seat's vote may do, and how long it holds. */
describe('authority', () => {
  let database: TestDatabase;
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });

  const covered = async (): Promise<readonly string[]> => {
    const rows = await database.db.selectFrom('package_approvals as a').innerJoin('datasets as d', 'd.id', 'a.dataset_id').select('d.name').where('a.voided_at', 'is', null).orderBy('d.name').execute();
    return rows.map(({ name }) => name);
  };
  const member = (): Promise<unknown> => world.member('researcher', 3);

  it('of two Representatives of one dataset both are asked: the one’s approval leaves the other’s seat open', async () => {
    await member();
    await world.hospital.represent('admissions', ['representative', 'otherRepresentative']);
    await database.db.deleteFrom('package_approvals').execute();
    const { id } = await world.asked('researcher', { tier: 3, dataset: 'admissions' });
    await world.approved(id, 'investigator', 'representative');
    assert.equal(await world.state(id), 'in-review');
    await world.approved(id, 'otherRepresentative');
    await world.runJobs();
    assert.equal(await world.state(id), 'active');
  });

  it('a deputy covers the datasets for which they are named, not everything that the Representative represents', async () => {
    await member();
    await database.db.deleteFrom('package_approvals').execute();
    await world.hospital.represent('pathology', ['representative']);
    await world.hospital.disable('representative');
    const { id } = await world.asked('researcher', { tier: 3, dataset: 'admissions' });
    await world.approved(id, 'investigator', 'deputy');
    assert.deepEqual(await covered(), ['admissions']);
    assert.equal(reasonOf(await world.decide('deputy', (await world.asked('researcher', { tier: 3, dataset: 'pathology' })).id, 'approve')), 'not-found');
  });

  it('a Representative covers all their own datasets of the package, and the trail says which', async () => {
    await member();
    await database.db.deleteFrom('package_approvals').execute();
    const { id } = await world.asked('researcher', { tier: 3, dataset: 'admissions' });
    await world.approved(id, 'investigator', 'representative');
    assert.deepEqual(await covered(), ['admissions', 'pathology']);
    const entries = await database.db.selectFrom('audit_entries').select('entry').where('request_id', '=', id).where('action', '=', 'request.approve').orderBy('seq').execute();
    assert.match(entries.at(-1)?.entry ?? '', /"covers":"DS-\d+ DS-\d+"/);
  });

  describe('a project role that ended', () => {
    it('takes active grants along, data before the workspace, and withdraws what was asked', async () => {
      const { id: membership } = await world.member('researcher', 2);
      const { id: data } = await world.asked('researcher', { tier: 2, dataset: 'admissions' });
      await world.approved(data, 'investigator');
      await world.runJobs();
      const { id: open } = await world.asked('researcher', { tier: 2, dataset: 'pathology' });
      await world.hospital.setRole('researcher', null);
      assert.equal((await world.sweep()).rolesEnded, 1);
      await world.runJobs();
      assert.deepEqual([await world.state(membership), await world.state(data), await world.state(open)], ['ended', 'ended', 'withdrawn']);
      assert.deepEqual([await world.hasAccess(membership), await world.hasAccess(data)], [false, false]);
      assert.equal((await world.sweep()).rolesEnded, 0, 'once');
    });

    it('and was given again, or changed into another one, takes nothing', async () => {
      const { id } = await world.member('researcher', 2);
      await world.hospital.setRole('researcher', 'referee');
      assert.equal((await world.sweep()).rolesEnded, 0);
      assert.equal(await world.state(id), 'active');
    });
  });

  describe('while a grant waits for its grantor', () => {
    /** A tier 3 access of the Investigator, approved without Representatives (11.6), that waits for the manager's sign-in. */
    const waiting = async (): Promise<number> => {
      await world.member('investigator', 3);
      world.directory.signedIn.clear();
      const { id } = await world.asked('investigator', { tier: 3, dataset: 'admissions' });
      await world.approved(id, 'manager');
      await world.runJobs();
      assert.equal(await world.state(id), 'awaiting-sign-in');
      return id;
    };
    const afterSignIn = async (id: number): Promise<string> => {
      await world.signIn('manager');
      await world.runJobs();
      return world.state(id);
    };

    it('nothing changed: it is carried out', async () => assert.equal(await afterSignIn(await waiting()), 'active'));

    it('who is the Investigator no more has lost the exemption: the Representatives were never asked', async () => {
      const id = await waiting();
      await world.hospital.setRole('investigator', 'researcher');
      await world.hospital.setRole('secondManager', 'investigator');
      assert.equal(await afterSignIn(id), 'failed');
      assert.equal(await world.hasAccess(id), false);
    });

    it('the dataset left the package: it is not carried out', async () => {
      const id = await waiting();
      const request = await world.request(id);
      await database.owner.deleteFrom('work_package_datasets').where('work_package_id', '=', request.work_package_id).where('dataset_id', '=', request.dataset_id ?? 0).execute();
      assert.equal(await afterSignIn(id), 'failed');
    });

    it('an approver whose role has ended lends their rights no more, though the vote stands', async () => {
      const id = await waiting();
      await world.hospital.setRole('manager', null);
      await world.hospital.setRole('secondManager', 'project-manager');
      for (const group of world.groups()) world.directory.setOwners(group, [world.hospital.id.manager, world.hospital.id.secondManager]);
      await world.signIn('secondManager');
      await world.fulfil(id);
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.equal((await world.request(id)).grantor_id, world.hospital.id.secondManager);
    });

    it('a Representative who took their approval of the person back is heard', async () => {
      await world.member('researcher', 3);
      world.directory.signedIn.clear();
      const { id } = await world.asked('researcher', { tier: 3, dataset: 'imaging' });
      await world.approved(id, 'investigator');
      await world.runJobs();
      await database.db.updateTable('package_approvals').set({ voided_at: world.clock.now() }).execute();
      await world.signIn('investigator');
      await world.runJobs();
      assert.equal(await world.state(id), 'failed');
    });
  });
});
