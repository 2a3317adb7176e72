import assert from 'node:assert/strict';
import { recordMessagesOf } from '../support/record-messages.js';
import { numberOf } from '../../services/context/index.js';
import { RecordsWorld } from '../services/records/records-world.js';
import { nodesOf } from '../cards/reading.js';
import { Chat } from '../support/chat.js';
import { eachWorld } from '../support/each-world.js';
import type { PersonKey } from '../support/hospital-builder.js';

describe('what has to be on record, in chat', () => {
  let world: RecordsWorld;
  eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

  const chatOf = (person: PersonKey): Chat => new Chat(world.surroundings, world.requests.actor(person), new Map(), person);
  const dataset = (): string => numberOf('dataset', world.hospital.datasets.admissions);
  const project = (): string => numberOf('project', world.hospital.projectId);
  const states = async (kind: string): Promise<readonly string[]> => (await world.db.selectFrom('gate_records').select(['kind', 'state']).orderBy('id').execute()).filter((row) => row.kind === kind).map(({ state }) => state);

  it('training: the person fills in a form, a manager confirms on the card that comes, and the person is told', async () => {
    const researcher = chatOf('researcher');
    await researcher.say('training');
    await researcher.press(/next/i, { 'field-course': 'Handling research data', 'field-completed': '20 November 2026', 'field-evidence': 'certificate 4711', 'field-ends': '' });
    assert.match(researcher.last, /certificate 4711/);
    await researcher.press(/send/i);
    assert.match(researcher.last, /Waits/);
    const manager = chatOf('manager');
    const [message, ...others] = await recordMessagesOf(world, 'manager');
    assert.equal(others.length, 0);
    manager.cards.push(message ?? {});
    await manager.press(/^Confirm$/);
    assert.deepEqual(await states('training'), ['confirmed']);
    assert.match(manager.last, /On record/);
    const [told] = await recordMessagesOf(world, 'researcher');
    assert.match(JSON.stringify(told), /manager has confirmed it/);
  });

  it('training: what cannot be is told at its field, and nothing is on record', async () => {
    const researcher = chatOf('researcher');
    await researcher.say('training');
    await researcher.press(/next/i, { 'field-course': 'Old', 'field-completed': '20 November 2024', 'field-evidence': 'c', 'field-ends': '' });
    await researcher.press(/send/i);
    assert.match(researcher.last, /lapsed already/);
    assert.deepEqual(await states('training'), []);
  });

  it('declining asks for a reason, which reaches who filed it', async () => {
    const { id } = await world.file('researcher', 'training').then((result) => (result.kind === 'refused' ? assert.fail(result.reason) : result.value));
    const manager = chatOf('manager');
    await manager.say(numberOf('record', id));
    await manager.press(/do not accept/i, { comment: 'another course' });
    assert.deepEqual(await states('training'), ['declined']);
    const [told] = await recordMessagesOf(world, 'researcher');
    assert.match(JSON.stringify(told), /another course/);
  });

  it('an agreement: prepared in a form, printed and handed in by links of one’s own', async () => {
    await world.hospital.takeOffRecord('agreement');
    const manager = chatOf('manager');
    await manager.say(`agreement ${dataset()} in ${project()}`);
    await manager.press(/next/i, { 'field-starts': '23 November 2026', 'field-ends': '31 December 2027' });
    await manager.press(/send/i);
    assert.deepEqual(await states('agreement'), ['proposed']);
    await manager.say(`agreement ${dataset()} in ${project()}`);
    const card = manager.cards.at(-1);
    for (const [button, page] of [[/print/i, 'agreement'], [/hand in/i, 'hand-in']] as const) {
      await manager.press(button, {}, card);
      const open = [...nodesOf(manager.cards.at(-1))].find((node) => node['type'] === 'Action.OpenUrl');
      assert.match(String(open?.['url']), new RegExp(`^http://127\\.0\\.0\\.1:3979/pages/${page}/[A-Za-z0-9_-]{43}$`));
    }
    const researcher = chatOf('researcher');
    await researcher.say(`agreement ${dataset()} in ${project()}`);
    assert.ok(![...nodesOf(researcher.cards.at(-1))].some((node) => /hand in/i.test(String(node['title'] ?? ''))));
  });

  it('a link that the record does not offer is not issued, whatever a card says', async () => {
    const { id } = await world.prepare('manager').then((result) => (result.kind === 'refused' ? assert.fail(result.reason) : result.value));
    for (const person of ['researcher', 'outsider'] as const) {
      const chat = chatOf(person);
      await chat.send({ verb: 'record.link', recordId: id, link: 'hand-in' });
      assert.match(chat.last, /not|no /i);
    }
    assert.deepEqual(await world.db.selectFrom('document_links').selectAll().execute(), []);
  });

  it('the list says what is missing, and its buttons open the forms', async () => {
    await world.hospital.takeOffRecord('website-terms');
    const manager = chatOf('manager');
    await manager.say(`records ${project()}`);
    assert.match(manager.last, /Missing/);
    await manager.press(/terms of websites/i);
    await manager.press(/send/i, { 'field-outcome': 'none-used', 'field-sites': '' });
    assert.deepEqual(await states('website-terms'), ['confirmed']);
    await manager.say(`gates ${numberOf('package', world.hospital.at[2].packageId)}`);
    assert.match(manager.last, /Lawful basis/);
  });

  it('a request that waits for a record says which, and the button on the manager’s card puts it there', async () => {
    await world.hospital.takeOffRecord('website-terms');
    const { id } = await world.requests.asked('researcher', { tier: 2 });
    const researcher = chatOf('researcher');
    await researcher.say(numberOf('request', id));
    assert.match(researcher.last, new RegExp(`whether ${project()} uses websites[^.]*\\. manager puts it on record by typing “website terms ${project()}”`));
    const manager = chatOf('manager');
    await manager.say(numberOf('request', id));
    await manager.press(/PR-\d+: terms of websites/i);
    await manager.press(/send/i, { 'field-outcome': 'none-used', 'field-sites': '' });
    await world.requests.sweep();
    assert.equal(await world.requests.state(id), 'in-review');
  });

  it('a package of a project that has not started says what is missing, and is not opened before it is there', async () => {
    await world.hospital.takeOffRecord('ethics');
    const { id } = await world.db.insertInto('work_packages').values({ project_id: world.hospital.projectId, title: 'Next', purpose: 'analysis', state: 'new', tier: null }).returning('id').executeTakeFirstOrThrow();
    await world.db.insertInto('work_package_datasets').values({ work_package_id: id, dataset_id: world.hospital.datasets.admissions }).execute();
    const manager = chatOf('manager');
    await manager.say(numberOf('package', id));
    assert.match(manager.last, /No current ethics approval/);
    assert.doesNotMatch(manager.last, /open it for classification/);
    await manager.send({ verb: 'classification.open', packageId: id, flowchart: 'turing-tiers' });
    assert.equal((await world.db.selectFrom('work_packages').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state, 'new');
    await manager.press(/PR-\d+: ethics approval/i, {}, manager.cards.findLast((card) => /PR-\d+: Ethics approval/.test(JSON.stringify(card))));
    await manager.press(/next/i, { 'field-outcome': 'not-needed', 'field-reference': 'only numbers of vehicles', 'field-decided': '1 November 2026' });
    await manager.press(/send/i);
    await manager.say(numberOf('package', id));
    assert.match(manager.last, /open it for classification/);
  });

  it('to somebody without a role there is nothing', async () => {
    const outsider = chatOf('outsider');
    for (const said of [`records ${project()}`, `gates ${dataset()}`, `authority ${dataset()}`, `ethics ${project()}`, 'records PR-9999']) {
      await outsider.say(said);
      assert.match(outsider.last, /not find|nothing|not there|no such|cannot find|not found/i, `${said}: ${outsider.last}`);
    }
  });

  it('a warning is told to the person with the form to put it right, and says nothing once that is done', async () => {
    await world.hospital.trainUntil('researcher', '2026-12-15');
    await world.sweep();
    const [warning] = await recordMessagesOf(world, 'researcher');
    const chat = chatOf('researcher');
    chat.cards.push(warning ?? {});
    await chat.press(/my training/i);
    assert.match(chat.last, /Course/);
    const renewed = await world.file('researcher', 'training').then((result) => (result.kind === 'refused' ? assert.fail(result.reason) : result.value));
    await world.confirm('manager', renewed.id);
    assert.deepEqual((await recordMessagesOf(world, 'researcher')).filter((card) => /lapses/.test(JSON.stringify(card))), []);
  });
});
