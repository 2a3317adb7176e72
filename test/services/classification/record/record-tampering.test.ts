import assert from 'node:assert/strict';
import { classificationRecord, recordPreliminaryTier, verifyRecord, type ClassificationRecord, type RecordFaultKind } from '../../../../services/classification/index.js';
import { chainHash } from '../../../../services/audit/index.js';
import { testDatabase, type TestDatabase } from '../../../support/database.js';
import { ClassificationWorld, valueOf } from '../classification-world.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Fields that nothing in the record proves; every other single change is found. */
const unproved: readonly RegExp[] = [
  /^(madeAt|madeBy|people\.\d+\.name)$/,
  /^package\.(title|purpose|successorOf)$/,
  /^project\./,
  /^datasets\.\d+\.(name|provider)$/,
  // Approvals end after the package is classified too, by acts that are not about it.
  /^approvals\.\d+\.voidedAt$/,
  /^audit\.head\.(seq|hash)$/,
  // The labels and words may be left out.
  /^rounds\.\d+\.opinions\.\d+\.path\.\d+\.(label|text)$/,
];

/** Where the closing entry is from before it held the history, these are not proved either. */
const unprovedBefore: readonly RegExp[] = [
  /^rounds\.\d+\.waysOut\.\d+\.(state|tier|takesEffectAt|endedAt|endedBecause)$/,
  /^rounds\.\d+\.opinions\.\d+\.endedAt$/,
  /^approvals\.\d+\.(datasetId|principal)$/,
];

describe('a record that was tampered with', () => {
  let database: TestDatabase;
  let record: ClassificationRecord;
  let text: string;
  const copy = (): ClassificationRecord => JSON.parse(text) as ClassificationRecord;
  const kindsOf = (document: unknown): readonly RecordFaultKind[] => verifyRecord(document).faults.map(({ kind }) => kind);

  before(async () => {
    database = await testDatabase();
    const world = await ClassificationWorld.build(database);
    const packageId = await world.newPackage(['admissions', 'imaging', 'pathology']);
    valueOf(await world.as('manager', (context) => recordPreliminaryTier(context, { packageId, tier: 2 })));
    const first = valueOf(await world.open(packageId)).classificationId;
    await world.opineAll(first, [1, 1, 0]);
    world.clock.advance({ minutes: 30 });
    await world.opine('representative', first, 2);
    valueOf(await world.approve('representative', packageId));
    valueOf(await world.withdraw('representative', first, 'pathology'));
    world.clock.advance({ hours: 1 });
    const second = valueOf(await world.open(packageId)).classificationId;
    await world.opineAll(second, [2, 1, 1]);
    await world.opine('referee', second, 2);
    valueOf(await world.reconsider('investigator', second));
    world.clock.advance({ hours: 1 });
    const third = valueOf(await world.open(packageId)).classificationId;
    await world.opine('investigator', third, 1);
    valueOf(await world.clear(third));
    world.clock.advance({ hours: 1 });
    await world.hospital.setRole('collegeReferee', 'referee');
    const { classificationId } = valueOf(await world.open(packageId));
    await world.opineAll(classificationId, [3, 2, 3]);
    world.clock.advance({ minutes: 30 });
    const draft = await world.drafted('representative', classificationId, 'NNYYN');
    valueOf(await world.give('representative', draft, { tier: 3, reason: 'They know each other.' }));
    await world.opine('referee', classificationId, 4);
    await world.opine('collegeReferee', classificationId, 3);
    await world.declareConflict('referee');
    for (const person of ['representative', 'otherRepresentative'] as const) valueOf(await world.approve(person, packageId, 'collegeReferee'));
    await world.opine('otherRepresentative', classificationId, 2);
    valueOf(await world.proceed('programmeManager', classificationId));
    world.clock.advance({ minutes: 30 });
    valueOf(await world.proceed('investigator', classificationId));
    world.clock.advance({ days: 7 });
    assert.deepEqual(await world.sweep(), { classified: 1, stopped: 0 });
    await world.placed(packageId, 3);
    await world.requests.approveAll((await world.requests.asked('researcher', { tier: 3 })).id);
    record = valueOf(await world.as('manager', (context) => classificationRecord(context, packageId)));
    text = JSON.stringify(record);
  });
  after(() => database.drop());

  it('was whole before, with something of everything in it', () => {
    assert.deepEqual(verifyRecord(copy()).faults, []);
    assert.deepEqual(record.rounds.map(({ cause, opinions, waysOut }) => [cause, opinions.map(({ endedBecause, counted }) => endedBecause ?? counted), waysOut.map(({ kind, state }) => `${kind} ${state}`)]), [
      ['dataset-withdrawn', ['cleared', 'replaced', 'cleared', 'cleared'], ['modify done', 'withdraw-dataset done']],
      ['reconsidered', ['cleared', 'cleared', 'cleared', 'cleared'], ['reconsider done']],
      ['cleared', ['cleared'], []],
      ['proceeded-at-highest', [true, 'replaced', 'replaced', true, false, true, true], ['proceed-at-highest done']],
    ]);
    assert.deepEqual(record.approvals.map(({ request, voidedAt }) => [request !== null, voidedAt !== null]), [[false, true], [false, true], [false, false], [false, false], [true, false], [true, false]]);
    assert.deepEqual(record.datasets.map(({ inPackage }) => inPackage), [true, false, true]);
  });

  const holdsBut = (from: () => ClassificationRecord, known: readonly RegExp[]): void => {
    const missed = leavesOf(from() as unknown as Json).filter(({ path, value }) => {
      const changed = from();
      put(changed, path, another(value));
      return verifyRecord(changed).ok;
    });
    const names = missed.map(({ path }) => path.join('.'));
    assert.deepEqual(names.filter((name) => !known.some((pattern) => pattern.test(name))), []);
    for (const pattern of known.filter((one) => one !== unproved.at(-1))) assert.ok(names.some((name) => pattern.test(name)), `${String(pattern)} is proved after all`);
  };

  it('is found out by any single change, but of what nothing proves', () => {
    holdsBut(copy, unproved);
  });

  /** Every list of a record whose elements are proved. */
  const lists = (from: ClassificationRecord): Readonly<Record<string, unknown[]>> => ({
    rounds: from.rounds,
    datasets: from.datasets,
    flowcharts: from.flowcharts,
    approvals: from.approvals,
    entries: from.audit.entries,
    ...Object.fromEntries(from.rounds.flatMap(({ opinions, waysOut }, at) => [
      [`rounds.${String(at)}.opinions`, opinions],
      [`rounds.${String(at)}.waysOut`, waysOut],
      ...opinions.flatMap(({ path, represents }, place) => [[`rounds.${String(at)}.opinions.${String(place)}.path`, path], [`rounds.${String(at)}.opinions.${String(place)}.represents`, represents]]),
    ]) as [string, unknown[]][]),
  });
  /** Does something to every element of every list, and names those of which nobody would find out. */
  const undetected = (from: () => ClassificationRecord, tamper: (list: unknown[], place: number, changed: ClassificationRecord) => void): readonly string[] =>
    Object.entries(lists(from())).flatMap(([name, list]) =>
      [...list.keys()].flatMap((place): readonly string[] => {
        const changed = from();
        tamper(lists(changed)[name]!, place, changed);
        return verifyRecord(changed).ok ? [`${name}.${String(place)}`] : [];
      }),
    );
  const drop = (list: unknown[], place: number): void => void list.splice(place, 1);
  const double = (list: unknown[], place: number): void => void list.splice(place, 0, structuredClone(list[place]));
  const invent = (list: unknown[], place: number): void => {
    const invented = structuredClone(list[place]) as Record<string, Json>;
    for (const [name, value] of Object.entries(invented)) if (['id', 'person', 'takenBy', 'subject', 'seq', 'version', 'key', 'datasetId'].includes(name)) invented[name] = typeof value === 'number' ? value + 100_000 : typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? another(value) : `${String(value)} else`;
    list.push(invented);
  };
  /** With every entry that tells of it, as an attacker would. */
  const dropWithEntries = (list: unknown[], place: number, changed: ClassificationRecord): void => {
    const [gone] = list.splice(place, 1) as Record<string, unknown>[];
    const tells = ({ action, actor, subject, facts, object }: Told): boolean => {
      if (action === 'classification.close' || action === 'classification.take-effect' || gone === undefined) return false;
      if ('outcome' in gone) return facts?.['classification'] === gone['id'];
      if ('salt' in gone) return facts?.['opinion'] === gone['id'] || facts?.['replaces'] === gone['id'];
      if ('takenBy' in gone) return actor.id === gone['takenBy'] && ['withdraw-dataset', 'reconsider', 'proceed'].some((kind) => action === `classification.${kind}`);
      return 'subject' in gone && subject === gone['subject'] && actor.id === gone['representative'] && object.type === 'work-package';
    };
    changed.audit.entries = changed.audit.entries.filter(({ entry }) => !tells(JSON.parse(entry) as Told));
  };

  for (const [what, tamper] of Object.entries({ dropped: drop, doubled: double, invented: invent, 'dropped with the entries that tell of it': dropWithEntries })) {
    it(`is found out by any element that was ${what}`, () => {
      assert.deepEqual(undetected(copy, tamper), []);
    });
  }

  const histories: readonly (readonly [what: string, tamper: (from: ClassificationRecord) => void, kind: RecordFaultKind])[] = [
    ['a cleared round that was dropped with its entries', (from) => { dropWithEntries(from.rounds, 2, from); }, 'history-differs'],
    ['a replaced opinion that was dropped with its entry', (from) => { dropReplaced(from); }, 'history-differs'],
    ['ways out that were emptied while their entries stay', (from) => { for (const round of from.rounds) round.waysOut = []; }, 'left-out'],
    ['changed opinions that are no way out any more', (from) => { for (const round of from.rounds) round.waysOut = round.waysOut.filter(({ kind }) => kind !== 'modify'); }, 'history-differs'],
    ['all rounds doubled', (from) => { from.rounds = from.rounds.flatMap((round) => [round, structuredClone(round)]); }, 'duplicate'],
    ['an opinion that stands twice', (from) => { double(from.rounds.at(-1)!.opinions, 0); }, 'duplicate'],
    ['an approval that stands twice', (from) => { double(from.approvals, 0); }, 'duplicate'],
    ['an approval by a request that is not', (from) => { from.approvals.push({ ...from.approvals[0]!, request: 'RQ-9999' }); }, 'unproved'],
    ['an approval by a request, without its vote', (from) => { drop(from.approvals, 4); }, 'left-out'],
    ['a dataset that was dropped', (from) => { drop(from.datasets, 0); }, 'history-differs'],
    ['a dataset that was taken out of the package', (from) => { from.datasets[0]!.inPackage = false; }, 'history-differs'],
    ['a dataset that nothing names', (from) => { from.datasets.push({ id: 9_999, number: 'DS-9999', name: 'x', provider: 'x', inPackage: false }); }, 'unproved'],
    ['an opinion that counts though it did not', (from) => { from.rounds.at(-1)!.opinions.find(({ counted }) => counted === false)!.counted = true; }, 'history-differs'],
    ['an opinion of which it is not said whether it counted', (from) => { from.rounds.at(-1)!.opinions.find(({ counted }) => counted === true)!.counted = null; }, 'history-differs'],
    ['an Investigator’s opinion that did not count', (from) => { from.rounds.at(-1)!.opinions.find(({ role }) => role === 'investigator')!.counted = false; }, 'history-differs'],
    ['a cleared opinion that counts', (from) => { from.rounds[0]!.opinions[0]!.counted = true; }, 'unproved'],
    ['somebody whom nothing names', (from) => { from.people.push({ id: 'nobody', name: 'x' }); }, 'unproved'],
  ];
  for (const [what, tamper, kind] of histories) {
    it(`is found out: ${what}: ${kind}`, () => {
      const changed = copy();
      tamper(changed);
      assert.ok(kindsOf(changed).includes(kind), kindsOf(changed).join(', '));
    });
  }

  describe('and was closed before the entry held the history', () => {
    let olderText: string;
    before(() => {
      olderText = JSON.stringify(withoutHistory(copy()));
    });
    const older = (): ClassificationRecord => JSON.parse(olderText) as ClassificationRecord;

    it('verifies, and says that it is not bound', () => {
      const verified = verifyRecord(older());
      assert.deepEqual([verified.faults, verified.ok && verified.bound], [[], false]);
      const whole = verifyRecord(copy());
      assert.ok(whole.ok && whole.bound);
    });

    it('verifies as it was written then, without a word on what counted', () => {
      const from = older();
      for (const { opinions } of from.rounds) for (const opinion of opinions) delete (opinion as Partial<typeof opinion>).counted;
      assert.deepEqual(kindsOf(from), []);
    });

    it('is found out by any single change, but of what is proved less', () => {
      holdsBut(older, [...unproved, ...unprovedBefore]);
    });

    it('is found out by any element that was doubled or invented, and by all that was dropped but changed opinions as ways out', () => {
      assert.deepEqual(undetected(older, double), []);
      assert.deepEqual(undetected(older, invent), []);
      assert.deepEqual(undetected(older, drop), ['rounds.0.waysOut.0']);
    });

    it('does not miss what was dropped with its entries: a round', () => {
      const changed = older();
      dropWithEntries(changed.rounds, 2, changed);
      assert.deepEqual(kindsOf(changed), []);
    });

    it('cannot say which opinions counted', () => {
      const changed = older();
      changed.rounds.at(-1)!.opinions[0]!.counted = true;
      assert.deepEqual(kindsOf(changed), ['unproved']);
    });
  });

  const tamperings: readonly (readonly [what: string, tamper: (from: ClassificationRecord) => void, kind: RecordFaultKind])[] = [
    ['another version of the format', (from) => { Object.assign(from, { format: 'lockkeeper.classification/2' }); }, 'format'],
    ['a field that the format does not know', (from) => { Object.assign(from, { note: 'x' }); }, 'format'],
    ['a tier that somebody held', (from) => { from.rounds[0]!.opinions[0]!.tier = 4; }, 'digest-differs'],
    ['a tier that was raised without a reason', (from) => { from.rounds.at(-1)!.opinions[3]!.reason = null; }, 'tier-not-raised'],
    ['another reason', (from) => { from.rounds.at(-1)!.opinions[3]!.reason = 'No reason.'; }, 'digest-differs'],
    ['another answer', (from) => { from.rounds[0]!.opinions[0]!.path[0]!.answer = 'yes'; }, 'path-differs'],
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
    assert.deepEqual(verifyRecord(changed).faults[0], { kind: 'tier-not-raised', place: 'rounds.0.opinions.0', says: 'holds tier 4 where the flowchart came to 1: a tier is raised with a reason or stays' });
  });

  it('is no record at all where it is anything else', () => {
    for (const other of [null, 1, 'record', [], {}, { format: 'other' }]) assert.deepEqual(verifyRecord(other).faults, [{ kind: 'format', place: '', says: 'is no lockkeeper.classification/1' }]);
  });
});

/** What an entry says, as far as it matters here. */
interface Told {
  readonly action: string;
  readonly actor: { readonly id: string };
  readonly subject?: string;
  readonly object: { readonly type: string };
  facts?: Record<string, unknown>;
}

/** The first opinion of one who gave three: its entry goes, and the next one is no longer said to replace it. */
function dropReplaced(from: ClassificationRecord): void {
  const { opinions } = from.rounds.at(-1)!;
  const place = opinions.findIndex(({ endedBecause }) => endedBecause === 'replaced');
  const [gone] = opinions.splice(place, 1);
  rewrite(from, (told) => {
    if (told.facts?.['opinion'] === gone?.id) return undefined;
    if (told.facts?.['replaces'] === gone?.id) delete told.facts?.['replaces'];
    return told;
  });
}

/** The record as it would be had its classification been closed before the entry held the history. */
function withoutHistory(from: ClassificationRecord): ClassificationRecord {
  rewrite(from, (told) => {
    const { facts } = told;
    if (facts?.['to'] !== 'classified') return told;
    return { ...told, facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !['rounds', 'given', 'waysOut', 'approvals', 'datasets', 'history', 'counted', 'uncounted'].includes(name))) };
  });
  for (const { opinions } of from.rounds) for (const opinion of opinions) opinion.counted = null;
  return from;
}

/** Writes entries anew, with hashes that fit: what only the trail itself would tell. */
function rewrite(from: ClassificationRecord, change: (told: Told) => Told | undefined): void {
  const kept = from.audit.entries.flatMap((entry) => {
    const told = change(JSON.parse(entry.entry) as Told);
    return told ? [{ ...entry, entry: JSON.stringify(told) }] : [];
  });
  for (const [at, entry] of kept.entries()) {
    const before = kept[at - 1];
    if (before?.seq === entry.seq - 1) entry.prev = before.hash;
    entry.hash = chainHash(entry.prev, entry.entry);
  }
  from.audit.entries = kept;
}

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
