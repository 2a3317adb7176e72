import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { beginWorkflow, giveUpWorkflow, hasEnded, nextState, resumeWorkflow, retryWorkflow, sweepWorkflows, transitions, viewProgress, workflowEvents, workflowStates } from '../../../services/workflows/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { BuildingSite, type Mishap } from './building-site.js';

describe('workflows', () => {
  let database: TestDatabase;
  let houses = 0;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  const begin = async (site: BuildingSite): Promise<number> => {
    houses += 1;
    const about = { type: 'house', id: houses };
    const { workflowId } = await site.run((context) => beginWorkflow(context, site.workflow, { about, input: { site: 'Hill' } }));
    return workflowId;
  };
  const begun = async (...mishaps: readonly (readonly [string, ...Mishap[]])[]) => {
    const site = new BuildingSite(database);
    for (const [key, ...list] of mishaps) site.mishaps.set(key, list);
    return { site, id: await begin(site) };
  };

  it('every state and event stands in the table, and only the two ends lead nowhere', () => {
    assert.deepEqual(workflowStates.filter(hasEnded), ['done', 'undone']);
    const possible = workflowStates.flatMap((state) => workflowEvents.flatMap((event) => (nextState(state, event) === undefined ? [] : [`${state} ${event} ${String(transitions[state][event])}`])));
    assert.deepEqual(possible, [
      'running step-done same', 'running finish done', 'running wait waiting', 'running fail failed', 'running give-up undoing',
      'waiting fail failed', 'waiting resume running', 'waiting give-up undoing',
      'failed retry running', 'failed give-up undoing',
      'undoing step-done same', 'undoing step-undone same', 'undoing finish undone', 'undoing fail stuck',
      'stuck retry undoing',
    ]);
  });

  it('run their steps in order, once, and say after each of them how far they are', async () => {
    const { site, id } = await begun();
    await site.drive(id);
    assert.deepEqual(site.works, ['+ground', '+first', '+roof']);
    assert.deepEqual(site.told.map(({ state }) => state), ['running', 'running', 'running', 'done']);
    const progress = await site.run((context) => viewProgress(context.trx, 'build-house', { type: 'house', id: houses }));
    assert.deepEqual(progress?.steps.map(({ name, state, facts }) => ({ name, state, facts })), ['ground', 'first', 'roof'].map((name) => ({ name, state: 'done', facts: { name } })));
  });

  it('two of one kind never work on the same thing; after the end another may begin', async () => {
    const { site, id } = await begun();
    const again = () => site.run((context) => beginWorkflow(context, site.workflow, { about: { type: 'house', id: houses }, input: { site: 'Hill' } }));
    assert.deepEqual(await again(), { kind: 'unchanged', workflowId: id });
    const both = await Promise.all([again(), again()]);
    assert.deepEqual(both.map(({ workflowId }) => workflowId), [id, id]);
    await site.drive(id);
    assert.equal((await again()).kind, 'done');
  });

  it('a step that throws is tried again after a pause, and fails with its reason after its tries', async () => {
    const { site, id } = await begun(['first', 'throws', 'throws', 'throws']);
    await site.drive(id);
    assert.equal((await site.row(id)).state, 'running');
    await site.drive(id);
    assert.deepEqual(site.works, ['+ground'], 'not before its pause is over');
    assert.equal(await site.driveToRest(id), 'failed');
    assert.equal((await site.row(id)).cause, 'unexpected');
  });

  it('a step that hangs is given up after its time and tried again', async () => {
    const { site, id } = await begun(['first', 'hangs']);
    assert.equal(await site.driveToRest(id), 'done');
    assert.deepEqual(site.works, ['+ground', '+first', '+roof']);
  });

  it('what is under way elsewhere is asked again without using up tries, until its time is over', async () => {
    const patient = await begun(['first', ...Array<Mishap>(5).fill('under-way')]);
    for (let second = 0; second < 6; second += 1) {
      await patient.site.drive(patient.id);
      patient.site.clock.moveTo(new Date(patient.site.clock.now().getTime() + 1_000));
    }
    assert.equal((await patient.site.row(patient.id)).state, 'done');
    const endless = await begun(['first', ...Array<Mishap>(50).fill('under-way')]);
    assert.equal(await endless.site.driveToRest(endless.id), 'failed');
    assert.equal((await endless.site.row(endless.id)).cause, 'took-too-long');
  });

  it('what waits for a person goes on when they have come, and not before', async () => {
    const { site, id } = await begun(['first', 'waits']);
    assert.equal(await site.driveToRest(id), 'waiting');
    assert.equal((await site.row(id)).cause, 'sign-in');
    await site.drive(id);
    assert.deepEqual(site.works, ['+ground']);
    assert.equal(await site.run((context) => resumeWorkflow(context, site.workflow, id)), 'done');
    assert.equal(await site.run((context) => resumeWorkflow(context, site.workflow, id)), 'unchanged');
    assert.equal(await site.driveToRest(id), 'done');
    assert.deepEqual(site.works, ['+ground', '+first', '+roof']);
  });

  it('what comes while the step still looks for it is not missed: the step is run again at once', async () => {
    const { site, id } = await begun(['first', 'waits']);
    const [, first] = site.workflow.steps;
    const run = first?.run.bind(first);
    let looks = 0;
    Object.assign(first ?? {}, {
      run: async (now: never) => {
        looks += 1;
        const looked = await run?.(now);
        if (looks === 1) assert.equal(await site.run((context) => resumeWorkflow(context, site.workflow, id)), 'unchanged');
        return looked;
      },
    });
    await site.drive(id);
    await site.drive(id);
    assert.equal((await site.row(id)).state, 'done');
    assert.equal(site.told.some(({ state }) => state === 'waiting'), false);
  });

  it('a retry goes on where it stopped', async () => {
    const { site, id } = await begun(['roof', 'fails']);
    assert.equal(await site.driveToRest(id), 'failed');
    assert.equal((await site.row(id)).cause, 'no-ground');
    await site.run((context) => retryWorkflow(context, site.workflow, id));
    assert.equal(await site.driveToRest(id), 'done');
    assert.deepEqual(site.works, ['+ground', '+first', '+roof']);
  });

  it('giving up removes what was built, the last first, also of a step that failed half-way', async () => {
    const { site, id } = await begun(['roof', 'fails']);
    await site.driveToRest(id);
    site.standing.add('roof');
    await site.run((context) => giveUpWorkflow(context, site.workflow, id, 'given-up'));
    assert.equal(await site.driveToRest(id), 'undone');
    assert.deepEqual(site.works, ['+ground', '+first', '-roof', '-first', '-ground']);
  });

  it('removing that does not succeed is stuck, visibly, and can be tried again', async () => {
    const { site, id } = await begun(['roof', 'fails'], ['un-first', 'throws', 'throws', 'throws']);
    await site.driveToRest(id);
    await site.run((context) => giveUpWorkflow(context, site.workflow, id, 'given-up'));
    assert.equal(await site.driveToRest(id), 'stuck');
    assert.deepEqual([...site.standing], ['ground', 'first']);
    await site.run((context) => retryWorkflow(context, site.workflow, id));
    assert.equal(await site.driveToRest(id), 'undone');
    assert.deepEqual([...site.standing], []);
  });

  it('given up while a step runs: what that step builds is removed with the rest', async () => {
    const { site, id } = await begun();
    const [, first] = site.workflow.steps;
    const run = first?.run.bind(first);
    Object.assign(first ?? {}, {
      run: async (now: never) => {
        await site.run((context) => giveUpWorkflow(context, site.workflow, id, 'given-up'));
        return run?.(now);
      },
    });
    await site.drive(id);
    assert.equal((await site.row(id)).state, 'undone');
    assert.deepEqual(site.works, ['+ground', '+first', '-first', '-ground']);
  });

  it('two processes at once: each step is done by one of them', async () => {
    const { site, id } = await begun(['ground', 'under-way']);
    await Promise.all([site.drive(id), site.drive(id), site.drive(id)]);
    site.clock.advance({ minutes: 1 });
    await Promise.all([site.drive(id), site.drive(id), site.drive(id)]);
    assert.deepEqual(site.works, ['+ground', '+first', '+roof']);
    assert.equal(site.told.filter(({ state }) => state === 'done').length, 1);
  });

  it('a killed process is followed by another, once its lease is over and not before', async () => {
    const { site, id } = await begun(['first', 'kill-after']);
    await site.drive(id);
    assert.deepEqual(site.works, ['+ground', '+first']);
    await site.drive(id);
    assert.equal((await site.row(id)).state, 'running');
    const sent: unknown[] = [];
    const watching = { ...site.world, jobs: { send: (_trx: unknown, queue: string, data: object) => Promise.resolve(void sent.push({ queue, ...data })) } };
    await sweepWorkflows(watching, [site.workflow]);
    assert.equal(sent.some((job) => (job as { workflowId: number }).workflowId === id), false);
    site.clock.advance({ minutes: 1 });
    await sweepWorkflows(watching, [site.workflow]);
    assert.ok(sent.some((job) => (job as { workflowId: number }).workflowId === id));
    await site.drive(id);
    assert.deepEqual(site.works, ['+ground', '+first', '+roof']);
  });

  it('whatever goes wrong, and wherever it is killed: it ends with everything built once, or with nothing left, and every change is on record', async () => {
    const mishaps = fc.array(fc.constantFrom<Mishap>('throws', 'kill-before', 'kill-after', 'under-way', 'waits', 'fails'), { maxLength: 4 });
    const keys = ['ground', 'first', 'roof', 'un-ground', 'un-first', 'un-roof'];
    await fc.assert(
      fc.asyncProperty(fc.tuple(...keys.map(() => mishaps)), fc.array(fc.constantFrom('retry', 'give-up'), { maxLength: 6 }), async (lists, people) => {
        const { site, id } = await begun(...keys.map((key, place) => [key, ...(lists[place] ?? [])] as const));
        const wishes = [...people];
        for (let turn = 0; turn < 200; turn += 1) {
          const state = await site.driveToRest(id);
          if (state === 'done' || state === 'undone') break;
          const gives = state === 'failed' && wishes.shift() === 'give-up';
          await site.run((context) => (state === 'waiting' ? resumeWorkflow(context, site.workflow, id) : gives ? giveUpWorkflow(context, site.workflow, id, 'given-up') : retryWorkflow(context, site.workflow, id)));
        }
        const { state } = await site.row(id);
        assert.ok(state === 'done' || state === 'undone');
        assert.deepEqual([...site.standing].sort(), state === 'done' ? ['first', 'ground', 'roof'] : []);
        assert.equal(new Set(site.works).size, site.works.length, 'nothing was put up or taken down twice');
        const entries = await database.owner.selectFrom('audit_entries').select('entry').where('object_id', '=', `WF-${String(id).padStart(4, '0')}`).orderBy('seq').execute();
        const moves = entries.map(({ entry }) => JSON.parse(entry) as { facts: { from?: string; to?: string } }).flatMap(({ facts }) => (facts.to === undefined ? [] : [facts]));
        for (const [place, { from }] of moves.entries()) assert.equal(from, place === 0 ? 'running' : moves[place - 1]?.to);
        assert.equal(moves.at(-1)?.to, state);
      }),
      { numRuns: 60 },
    );
  }).timeout(120_000);
});
