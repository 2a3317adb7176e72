import assert from 'node:assert/strict';
import { classificationRecord, recordPreliminaryTier, verifyRecord, type ClassificationRecord, type RecordFaultKind } from '../../../../services/classification/index.js';
import { chainHash } from '../../../../services/audit/index.js';
import { testDatabase, type TestDatabase } from '../../../support/database.js';
import { ClassificationWorld, valueOf } from '../classification-world.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Fields that nothing in the record proves; every other single change is found. */
const unproved: readonly RegExp[] = [
  /^(madeAt|madeBy|people\.\d+\.(id|name))$/,
  /^package\.(title|purpose|successorOf)$/,
  /^project\./,
  /^datasets\.\d+\./,
  // That a way out was taken is proved, and by whom; not its time and where it stood.
  /^rounds\.\d+\.waysOut\.\d+\.(state|takenAt|datasetId|tier|takesEffectAt|endedAt|endedBecause)$/,
  // When a replaced opinion ended: that it was replaced is proved.
  /^rounds\.\d+\.opinions\.\d+\.endedAt$/,
  /^approvals\.\d+\.(datasetId|principal|request|voidedAt)$/,
  /^audit\.head\.(seq|hash)$/,
  // The labels and words may be left out.
  /^rounds\.\d+\.opinions\.\d+\.path\.\d+\.(label|text)$/,
];

describe('a record that was tampered with', () => {
  let database: TestDatabase;
  let record: ClassificationRecord;
  const copy = (): ClassificationRecord => JSON.parse(JSON.stringify(record)) as ClassificationRecord;
  const kindsOf = (document: unknown): readonly RecordFaultKind[] => verifyRecord(document).faults.map(({ kind }) => kind);

  before(async () => {
    database = await testDatabase();
    const world = await ClassificationWorld.build(database);
    const packageId = await world.newPackage();
    valueOf(await world.as('manager', (context) => recordPreliminaryTier(context, { packageId, tier: 2 })));
    const { classificationId } = valueOf(await world.open(packageId));
    await world.opineAll(classificationId, [3, 2, 3]);
    world.clock.advance({ minutes: 30 });
    const draft = await world.drafted('representative', classificationId, 'NNYYN');
    valueOf(await world.give('representative', draft, { tier: 3, reason: 'They know each other.' }));
    await world.opine('referee', classificationId, 3);
    valueOf(await world.approve('representative', packageId));
    valueOf(await world.approve('otherRepresentative', packageId));
    await world.opine('otherRepresentative', classificationId, 2);
    valueOf(await world.proceed('programmeManager', classificationId));
    valueOf(await world.proceed('investigator', classificationId));
    world.clock.advance({ days: 7 });
    await world.sweep();
    record = valueOf(await world.as('manager', (context) => classificationRecord(context, packageId)));
  });
  after(() => database.drop());

  it('was whole before', () => {
    assert.deepEqual(verifyRecord(copy()).faults, []);
  });

  it('is found out by any single change, but of what nothing proves', () => {
    const missed = leavesOf(record as unknown as Json).filter(({ path, value }) => {
      const changed = copy();
      put(changed, path, another(value));
      return verifyRecord(changed).ok;
    });
    const names = missed.map(({ path }) => path.join('.'));
    assert.deepEqual(names.filter((name) => !unproved.some((pattern) => pattern.test(name))), []);
    for (const pattern of unproved.slice(0, -1)) assert.ok(names.some((name) => pattern.test(name)), `${String(pattern)} is proved after all`);
  });

  it('is found out by anything that is left out of it', () => {
    const places: readonly (readonly [list: (from: ClassificationRecord) => unknown[], kinds: readonly RecordFaultKind[]])[] = [
      [(from) => from.rounds[0]!.opinions, ['left-out', 'entry-differs', 'unproved', 'tier-differs']],
      [(from) => from.audit.entries, ['unproved', 'entry-differs', 'entry-unlinked']],
      [(from) => from.flowcharts, ['flowchart-missing']],
      [(from) => from.rounds, ['left-out', 'unproved']],
      [(from) => from.approvals, ['left-out']],
    ];
    for (const [list, kinds] of places) {
      for (const place of list(copy()).keys()) {
        const changed = copy();
        list(changed).splice(place, 1);
        const found = kindsOf(changed);
        assert.ok(found.some((kind) => kinds.includes(kind)), `${String(list)} ${String(place)}: ${found.join(', ')}`);
      }
    }
  });

  const tamperings: readonly (readonly [what: string, tamper: (from: ClassificationRecord) => void, kind: RecordFaultKind])[] = [
    ['another version of the format', (from) => { Object.assign(from, { format: 'lockkeeper.classification/2' }); }, 'format'],
    ['a field that the format does not know', (from) => { Object.assign(from, { note: 'x' }); }, 'format'],
    ['a tier that somebody held', (from) => { from.rounds[0]!.opinions[0]!.tier = 4; }, 'digest-differs'],
    ['a tier that was raised without a reason', (from) => { from.rounds[0]!.opinions[3]!.reason = null; }, 'tier-not-raised'],
    ['another reason', (from) => { from.rounds[0]!.opinions[3]!.reason = 'No reason.'; }, 'digest-differs'],
    ['another answer', (from) => { from.rounds[0]!.opinions[0]!.path.at(-1)!.answer = 'yes'; }, 'path-differs'],
    ['other words of a question', (from) => { from.rounds[0]!.opinions[0]!.path[0]!.text = 'Is it raining?'; }, 'words-differ'],
    ['another person', (from) => { from.rounds[0]!.opinions[0]!.person = record.rounds[0]!.opinions[1]!.person; }, 'entry-differs'],
    ['another time', (from) => { from.rounds[0]!.opinions[0]!.givenAt = '2020-01-01T00:00:00.000Z'; }, 'entry-differs'],
    ['the text of an entry', (from) => { from.audit.entries[2]!.entry = from.audit.entries[2]!.entry.replace('"role":"investigator"', '"role":"referee"'); }, 'entry-altered'],
    ['an entry under another number', (from) => { from.audit.entries.at(-1)!.seq -= 1; }, 'entry-misplaced'],
    ['two entries in each other’s place', (from) => { from.audit.entries.reverse(); }, 'entry-order'],
    ['an entry that is newer than the head', (from) => { from.audit.head!.seq = 1; }, 'head-differs'],
    ['the tier of the package', (from) => { from.package.tier = 2; }, 'tier-differs'],
    ['a flowchart', (from) => { from.flowcharts[0]!.content = from.flowcharts[0]!.content.replace('"tier":4', '"tier":0'); }, 'flowchart-altered'],
    ['a control', (from) => { from.controls['outbound'] = 'internet'; }, 'controls-differ'],
    ['what is provisioned', (from) => { from.provisioned = false; }, 'controls-differ'],
    ['the cause of the end', (from) => { from.rounds[0]!.cause = 'agreed'; }, 'entry-differs'],
    ['who opened it', (from) => { from.rounds[0]!.openedBy = 'somebody'; }, 'entry-differs'],
  ];
  for (const [what, tamper, kind] of tamperings) {
    it(`is named by kind: ${what}: ${kind}`, () => {
      const changed = copy();
      tamper(changed);
      assert.notDeepEqual(changed, copy());
      assert.ok(kindsOf(changed).includes(kind), kindsOf(changed).join(', '));
    });
  }

  it('is found out where an entry was written anew to fit, by the hash that the next one names', () => {
    const changed = copy();
    const [first, second] = changed.audit.entries;
    assert.ok(first && second);
    first.entry = first.entry.replace('"outcome":"done"', '"outcome":"done" ');
    first.hash = chainHash(first.prev, first.entry);
    second.seq = first.seq + 1;
    assert.ok(kindsOf(changed).includes('entry-unlinked'));
  });

  it('is named at its place, in words', () => {
    const changed = copy();
    changed.rounds[0]!.opinions[0]!.tier = 4;
    assert.deepEqual(verifyRecord(changed).faults[0], { kind: 'tier-not-raised', place: 'rounds.0.opinions.0', says: 'holds tier 4 where the flowchart came to 3: a tier is raised with a reason or stays' });
  });

  it('is no record at all where it is anything else', () => {
    for (const other of [null, 1, 'record', [], {}, { format: 'other' }]) assert.deepEqual(verifyRecord(other).faults, [{ kind: 'format', place: '', says: 'is no lockkeeper.classification/1' }]);
  });
});

function leavesOf(value: Json, path: readonly string[] = []): readonly { readonly path: readonly string[]; readonly value: Json }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

function put(into: ClassificationRecord, path: readonly string[], value: Json): void {
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce<Record<string, Json>>((at, name) => at[name] as Record<string, Json>, into as unknown as Record<string, Json>);
  parent[last] = value;
}

/** Something else of a shape that the format accepts at many places. */
function another(value: Json): Json {
  if (typeof value === 'number') return value === 3 ? 2 : value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 'else';
  if (typeof value !== 'string') return null;
  if (value === 'yes' || value === 'no') return value === 'yes' ? 'no' : 'yes';
  if (/^[0-9a-f]{32,64}$/.test(value)) return `${value.startsWith('0') ? '1' : '0'}${value.slice(1)}`;
  if (/^\d{4}-/.test(value)) return `2020${value.slice(4)}`;
  return `${value} else`;
}
