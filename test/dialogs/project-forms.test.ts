import assert from 'node:assert/strict';
import type { DirectoryPerson } from '../../services/projects/index.js';
import { nodesOf, type Node } from '../cards/reading.js';
import { Chat } from '../support/chat.js';
import { eachWorld } from '../support/each-world.js';
import { among } from '../support/finds-people.js';
import { personKeys, type PersonKey } from '../support/hospital-builder.js';
import { RequestWorld } from '../support/request-world.js';

describe('forms about projects, in chat', function () {
  this.timeout(60_000);
  let world: RequestWorld;
  let directory: DirectoryPerson[];
  eachWorld(RequestWorld.build, (built) => {
    world = built;
    directory = [
      ...personKeys.map((key) => ({ id: world.hospital.id[key], name: key, mail: `${key}@example.org`, userType: key === 'guest' ? ('guest' as const) : ('member' as const), enabled: true })),
      { id: 'dana-1', name: 'Dana Reyes', mail: 'dana.reyes@example.org', userType: 'member', enabled: true },
      { id: 'dana-2', name: 'Dana Reid', mail: 'dana.reid@example.org', userType: 'member', enabled: true },
    ];
  });

  const chatOf = (person: PersonKey): Chat => new Chat(world.surroundings, world.actor(person), new Map(), person, among(() => directory));
  const number = (kind: 'PR' | 'DS' | 'WP', id: number): string => `${kind}-${String(id).padStart(4, '0')}`;
  const project = (): string => number('PR', world.hospital.projectId);
  const inputs = (chat: Chat): readonly Node[] => [...nodesOf(chat.cards.at(-1))].filter((node) => String(node['type']).startsWith('Input.'));
  const input = (chat: Chat, id: string): Node => {
    const found = inputs(chat).find((node) => node['id'] === id);
    assert.ok(found, `no field ${id} in ${chat.last}`);
    return found;
  };
  const roleOf = async (personId: string): Promise<string | undefined> => (await world.database.db.selectFrom('project_roles').select('role').where('person_id', '=', personId).where('until', 'is', null).executeTakeFirst())?.role;
  const written = { 'field-title': 'Frailty', 'field-purpose': 'Whether frailty foretells readmission.', 'field-outputs': 'A model.', 'field-tools': 'R', 'field-less': 'no', 'field-less-why': 'Dates are needed.' };
  const newest = () => world.database.db.selectFrom('work_packages').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();

  it('a project’s title is put right by a Programme Manager, on record, and by nobody else', async () => {
    const chat = chatOf('programmeManager');
    await chat.say(`change ${project()}`);
    assert.notEqual(input(chat, 'field-name')['value'], '');
    await chat.press(/^Send$/, { 'field-name': 'Sepsis early warning', 'field-summary': 'Whether vital signs foretell sepsis.' });
    assert.match(chat.last, /Sepsis early warning/);
    const { title, summary } = await world.database.db.selectFrom('projects').select(['title', 'summary']).where('id', '=', world.hospital.projectId).executeTakeFirstOrThrow();
    assert.deepEqual([title, summary], ['Sepsis early warning', 'Whether vital signs foretell sepsis.']);
    const { outcome, project_id } = await world.database.db.selectFrom('audit_entries').select(['outcome', 'project_id']).where('action', '=', 'project.change').orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();
    assert.deepEqual([outcome, project_id], ['done', world.hospital.projectId]);
    const manager = chatOf('manager');
    await manager.say(`rename ${project()}`);
    assert.match(manager.last, /Not allowed/);
  });

  describe('adding somebody', () => {
    it('one who fits is shown once more before it counts; then the project shows who is in it and what is missing', async () => {
      const chat = chatOf('manager');
      await chat.say(`add Dana Reyes to ${project()}`);
      assert.equal(input(chat, 'field-who')['value'], 'Dana Reyes');
      await chat.press(/^Next$/, { 'field-who': 'Dana Reyes', 'field-role': 'researcher' });
      assert.match(chat.last, /Is this right\?.*Dana Reyes \(dana\.reyes@example\.org\)/s);
      assert.equal(await roleOf('dana-1'), undefined);
      await chat.press(/^Send$/);
      assert.equal(await roleOf('dana-1'), 'researcher');
      assert.match(chat.last, /Dana Reyes has no current training on record/);
    });

    it('of several it asks who is meant', async () => {
      const chat = chatOf('manager');
      await chat.say(`add someone to ${project()}`);
      await chat.press(/^Next$/, { 'field-who': 'dana', 'field-role': 'researcher' });
      assert.match(chat.last, /Whom do you mean\?.*Several people fit/s);
      await chat.press(/^Next$/, { 'field-who': 'dana-2' });
      assert.match(chat.last, /Is this right\?.*Dana Reid/s);
      await chat.say('send');
      assert.equal(await roleOf('dana-2'), 'researcher');
    });

    it('forgives typing errors by asking, takes the answer in words, and goes back to the name', async () => {
      const chat = chatOf('investigator');
      await chat.say(`add someone to ${project()}`);
      await chat.press(/^Next$/, { 'field-who': 'Dana Reyse', 'field-role': 'researcher' });
      assert.match(chat.last, /Nobody is called “Dana Reyse”/);
      await chat.say('zebra');
      assert.match(chat.last, /none of the choices/);
      await chat.press(/^Back$/);
      assert.equal(input(chat, 'field-who')['value'], 'Dana Reyse');
      await chat.press(/^Next$/, { 'field-who': 'Dana Reyse', 'field-role': 'researcher' });
      await chat.say('reyes');
      assert.match(chat.last, /Is this right\?.*Dana Reyes/s);
    });

    it('says so when nobody has such a name, and keeps what was typed', async () => {
      const chat = chatOf('manager');
      await chat.say(`add someone to ${project()}`);
      await chat.press(/^Next$/, { 'field-who': 'Xqzjjvw', 'field-role': 'researcher' });
      assert.match(chat.last, /Nobody by that name is in the directory/);
      assert.equal(input(chat, 'field-who')['value'], 'Xqzjjvw');
    });

    it('takes nobody for chosen who was not among those asked about', async () => {
      const chat = chatOf('manager');
      await chat.say(`add someone to ${project()}`);
      await chat.press(/^Next$/, { 'field-who': 'dana', 'field-role': 'researcher' });
      await chat.press(/^Next$/, { 'field-who': world.hospital.id.outsider });
      assert.match(chat.last, /Please choose one/);
    });

    it('an account that was closed meanwhile gets no role', async () => {
      const chat = chatOf('manager');
      await chat.say(`add someone to ${project()}`);
      await chat.press(/^Next$/, { 'field-who': 'Dana Reyes', 'field-role': 'researcher' });
      directory = directory.map((person) => (person.id === 'dana-1' ? { ...person, enabled: false } : person));
      await chat.press(/^Send$/);
      assert.match(chat.last, /That account is not in use any more/);
      assert.equal(await roleOf('dana-1'), undefined);
    });

    it('offers the roles that are the reader’s to give, and explains what does not go', async () => {
      const chat = chatOf('programmeManager');
      await chat.say(`add someone to ${project()}`);
      const offered = (input(chat, 'field-role')['choices'] as readonly { value: string }[]).map(({ value }) => value);
      assert.deepEqual(offered, ['project-manager', 'investigator', 'researcher', 'representative']);
      await chat.press(/^Next$/, { 'field-who': 'Dana Reyes', 'field-role': 'investigator' });
      await chat.press(/^Send$/);
      assert.match(chat.last, /A project has one Investigator, who leads it\. Remove the present one first/);
      assert.equal(input(chat, 'field-role')['value'], 'investigator', 'the answers are kept');
    });

    it('a Researcher may not, and to outsiders the project does not exist', async () => {
      const [inside, outside] = [chatOf('researcher'), chatOf('outsider')];
      await inside.say(`add someone to ${project()}`);
      assert.match(inside.last, /Not allowed/);
      await outside.say(`add someone to ${project()}`);
      const known = outside.last;
      await outside.say('add someone to PR-999999');
      assert.equal(outside.last, known);
      assert.match(known, /Not found, or not yours/);
    });
  });

  it('removing offers whom one may remove, says what ends, and does it', async () => {
    const chat = chatOf('investigator');
    await chat.say(`remove colleague from ${project()}`);
    assert.match(chat.last, /their open requests are withdrawn/);
    const who = input(chat, 'field-who');
    assert.deepEqual((who['choices'] as readonly { title: string }[]).map(({ title }) => title), ['colleague, Researcher', 'researcher, Researcher']);
    assert.equal(who['value'], world.hospital.id.colleague);
    await chat.press(/^Next$/, { 'field-who': world.hospital.id.colleague });
    await chat.press(/^Send$/);
    assert.equal(await roleOf(world.hospital.id.colleague), undefined);
    assert.doesNotMatch(chat.last, /colleague/);
  });

  it('who steps down is told what that means, and sees the project no more', async () => {
    const chat = chatOf('researcher');
    await chat.say(`remove me from ${project()}`);
    await chat.press(/^Next$/, { 'field-who': world.hospital.id.researcher });
    await chat.press(/^Send$/);
    assert.match(chat.last, /Your role has ended/);
    await chat.say(project());
    assert.match(chat.last, /Not found, or not yours/);
  });

  it('the Referee is chosen from the proposals, the first of which is chosen already', async () => {
    const chat = chatOf('manager');
    await chat.say(`referees ${project()}`);
    assert.match(chat.last, /The first is the one to ask.*collegeReferee/s);
    await chat.press(/^Appoint a Referee$/);
    assert.equal(input(chat, 'field-who')['value'], world.hospital.id.collegeReferee);
    await chat.press(/^Next$/, { 'field-who': world.hospital.id.collegeReferee });
    await chat.press(/^Send$/);
    assert.equal(await roleOf(world.hospital.id.collegeReferee), 'referee');
  });

  it('a Referee’s conflict takes the role along; one of the college who has no role declares theirs without seeing the project', async () => {
    const referee = chatOf('referee');
    await referee.say(`declare conflict ${project()}`);
    await referee.press(/^Next$/, { 'field-reason': 'We publish together.' });
    await referee.press(/^Send$/);
    assert.match(referee.last, /The conflict is on record/);
    assert.equal(await roleOf(world.hospital.id.referee), undefined);
    const college = chatOf('collegeReferee');
    await college.say(`declare conflict ${project()}`);
    assert.doesNotMatch(college.last, /Outcomes after discharge/);
    await college.press(/^Next$/, { 'field-reason': 'Kin.' });
    await college.press(/^Send$/);
    assert.match(college.last, /The conflict is on record/);
  });

  it('the Project Manager declares for others', async () => {
    const chat = chatOf('manager');
    await chat.say(`declare conflict ${project()}`);
    await chat.press(/^Next$/, { 'field-who': world.hospital.id.referee, 'field-reason': 'Kin.' });
    await chat.press(/^Send$/);
    assert.equal(await roleOf(world.hospital.id.referee), undefined);
  });

  it('a conflict that was declared in error is taken back', async () => {
    const chat = chatOf('manager');
    await chat.say(`take back conflict ${project()}`);
    assert.match(chat.last, /There is nothing to take back/);
    await chat.say(`declare conflict ${project()}`);
    await chat.press(/^Next$/, { 'field-who': world.hospital.id.referee, 'field-reason': 'Kin.' });
    await chat.press(/^Send$/);
    await chat.press(/^Take back a conflict/);
    await chat.press(/^Next$/, { 'field-who': world.hospital.id.referee, 'field-reason': 'Somebody else of that name.' });
    await chat.press(/^Send$/);
    assert.doesNotMatch(chat.last, /Take back a conflict/);
  });

  it('a designation, the appointment that rests on it, and a handover', async () => {
    const { imaging } = world.hospital.datasets;
    const programme = chatOf('programmeManager');
    await programme.say(`designate ${number('DS', imaging)}`);
    await programme.press(/^Next$/, { 'field-who': 'Dana Reyes', 'field-capacity': 'principal', 'field-evidence': 'Letter of the board', 'field-dated': '20 November 2026' });
    assert.match(programme.last, /Is this right\?.*20 November 2026/s);
    await programme.press(/^Send$/);
    assert.match(programme.last, /Dana Reyes stands for DS-/);
    await programme.say(`add Dana Reyes to ${project()}`);
    await programme.press(/^Next$/, { 'field-who': 'Dana Reyes', 'field-role': 'representative' });
    await programme.press(/^Send$/);
    assert.equal(await roleOf('dana-1'), 'representative');
    const other = chatOf('otherRepresentative');
    await other.say('my datasets');
    assert.match(other.last, /imaging/);
    await other.press(/^Hand over…$/);
    await other.press(/^Next$/, { 'field-dataset': String(imaging), 'field-who': 'Dana Reid' });
    await other.press(/^Send$/);
    assert.match(other.last, /Dana Reid represents DS-/);
    assert.deepEqual([await roleOf('dana-2'), await roleOf(world.hospital.id.otherRepresentative)], ['representative', undefined]);
  });

  it('who represents nothing hands nothing over, and a dataset of somebody else does not exist for that', async () => {
    const chat = chatOf('manager');
    await chat.say('hand over');
    assert.match(chat.last, /You represent no dataset/);
    await chat.say(`hand over ${number('DS', world.hospital.datasets.admissions)}`);
    assert.match(chat.last, /Not found, or not yours/);
  });

  it('a work package is written, and changed with what stands there in the fields', async () => {
    const { admissions, imaging } = world.hospital.datasets;
    const chat = chatOf('manager');
    await chat.say(`new package in ${project()}`);
    await chat.press(/^Send$/, { ...written, 'field-datasets': String(admissions) });
    const { id } = await newest();
    assert.match(chat.last, new RegExp(`The work package is written.*${number('WP', id)} is new`, 's'));
    await chat.say(`change ${number('WP', id)}`);
    assert.equal(input(chat, 'field-purpose')['value'], written['field-purpose']);
    assert.equal(input(chat, 'field-datasets')['value'], String(admissions));
    await chat.press(/^Send$/, { ...written, 'field-title': 'Frailty, linked', 'field-datasets': `${String(admissions)},${String(imaging)}` });
    assert.match(chat.last, /The work package is changed/);
    assert.equal((await newest()).title, 'Frailty, linked');
  });

  it('asks whether less personal data would do, and says what is missing', async () => {
    const chat = chatOf('manager');
    await chat.say(`new package in ${project()}`);
    await chat.press(/^Send$/, { ...written, 'field-less': '', 'field-less-why': '' });
    assert.match(chat.last, /Could you do with less personal data\?: Please choose one\..*How, or why not: Please fill this in\./s);
  });

  it('a classified package offers its successor, which begins with what was written there', async () => {
    const packageId = world.hospital.at[2].packageId;
    const chat = chatOf('manager');
    await chat.say(`change ${number('WP', packageId)}`);
    assert.match(chat.last, /It is classified/);
    await chat.press(/^Write a successor$/);
    assert.equal(input(chat, 'field-title')['value'], 'Tier 2');
    await chat.press(/^Send$/, { ...written, 'field-reason': 'purpose-changed', 'field-datasets': String(world.hospital.datasets.imaging) });
    assert.match(chat.last, /The successor is written/);
    const row = await newest();
    assert.deepEqual([row.state, row.successor_of, row.successor_reason], ['new', packageId, 'purpose-changed']);
  });

  it('an open package is cleared first: its card is offered', async () => {
    const packageId = world.hospital.at[2].packageId;
    await world.database.db.updateTable('work_packages').set({ state: 'open', tier: null }).where('id', '=', packageId).execute();
    const chat = chatOf('manager');
    await chat.say(`change ${number('WP', packageId)}`);
    assert.match(chat.last, new RegExp(`It is being classified.*clear its classification first.*Show ${number('WP', packageId)}`, 's'));
  });
});
