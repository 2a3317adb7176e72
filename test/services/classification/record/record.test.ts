import assert from 'node:assert/strict';
import { recordPage } from '../../../../cards/pages/index.js';
import { transact, verifyAudit } from '../../../../services/audit/index.js';
import { classificationRecord, verifyRecord, withdrawFromClassified, type ClassificationRecord, type Result } from '../../../../services/classification/index.js';
import { numberOf } from '../../../../services/context/index.js';
import { eachWorld } from '../../../support/each-world.js';
import type { DatasetKey, PersonKey } from '../../../support/hospital-builder.js';
import { ClassificationWorld, reasonOf, valueOf } from '../classification-world.js';

describe('the record of a classification', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });
  const read = (person: PersonKey, packageId: number): Promise<Result<ClassificationRecord>> => world.as(person, (context) => classificationRecord(context, packageId));
  const recordOf = async (packageId: number): Promise<ClassificationRecord> => valueOf(await read('manager', packageId));
  /** As a reader has it: written out and read in again. */
  const verified = (record: ClassificationRecord) => verifyRecord(JSON.parse(JSON.stringify(record))).faults;
  const agreed = async (): Promise<number> => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    valueOf(await world.close(classificationId));
    return packageId;
  };

  it('proves an agreed classification offline: people, paths, tiers, rounds, and the entries that hold them', async () => {
    const packageId = await agreed();
    const record = await recordOf(packageId);
    assert.deepEqual(verified(record), []);
    assert.deepEqual(
      [record.format, record.package.number, record.package.tier, record.datasets.map(({ name, inPackage }) => [name, inPackage]), record.controls['outbound'], record.provisioned],
      ['lockkeeper.classification/1', numberOf('package', packageId), 1, [['admissions', true], ['imaging', true]], 'internet', true],
    );
    assert.deepEqual(record.rounds.map(({ cause, opinions }) => [cause, opinions.map(({ role, tier, path }) => [role, tier, path.map(({ answer }) => answer === 'yes' ? 'Y' : 'N').join('')])]), [
      ['agreed', [['investigator', 1, 'NNNY'], ['representative', 1, 'NNNY'], ['representative', 1, 'NNNY']]],
    ]);
    assert.deepEqual(record.audit.entries.map(({ entry }) => (JSON.parse(entry) as { action: string }).action), ['open', 'give', 'give', 'give', 'close'].map((action) => `classification.${action}`));
    assert.deepEqual(record.people.map(({ name }) => name).sort(), ['investigator', 'manager', 'otherRepresentative', 'representative']);
  });

  it('names the head of the whole chain, which covers its entries', async () => {
    const record = await recordOf(await agreed());
    const chain = await verifyAudit(world.db);
    assert.ok(chain.ok && record.audit.head);
    // Reading the record was the one entry after that head.
    assert.equal(record.audit.head.seq, chain.entries - 1);
    const { hash } = await world.db.selectFrom('audit_entries').select('hash').where('seq', '=', record.audit.head.seq).executeTakeFirstOrThrow();
    assert.equal(record.audit.head.hash, hash);
  });

  it('keeps the words by which people answered when the flowchart has changed since', async () => {
    const packageId = await agreed();
    const before = await recordOf(packageId);
    world.reword('open_publication', 'closed_personal');
    assert.deepEqual((await recordOf(packageId)).rounds, before.rounds);
    assert.match(before.rounds[0]?.opinions[0]?.path[0]?.text ?? '', /\?$/);
  });

  it('proves cleared rounds, replaced and raised opinions, and a dataset that was withdrawn', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 0]);
    valueOf(await world.withdraw('otherRepresentative', classificationId, 'imaging'));
    world.clock.advance({ days: 1 });
    const again = valueOf(await world.open(packageId)).classificationId;
    const draft = await world.drafted('investigator', again, 'NNNY');
    valueOf(await world.give('investigator', draft, { tier: 2, reason: 'They know each other.' }));
    await world.opine('representative', again, 1);
    await world.opine('referee', again, 2);
    await world.opine('representative', again, 2);
    valueOf(await world.close(again));
    const record = await recordOf(packageId);
    assert.deepEqual(verified(record), []);
    assert.deepEqual(record.datasets.map(({ name, inPackage }) => [name, inPackage]), [['admissions', true], ['imaging', false]]);
    assert.deepEqual(record.rounds.map(({ cause, opinions, waysOut }) => [cause, opinions.map(({ endedBecause }) => endedBecause), waysOut.map(({ kind }) => kind)]), [
      ['dataset-withdrawn', ['cleared', 'cleared', 'cleared'], ['withdraw-dataset']],
      ['agreed', [null, 'replaced', null, null], ['modify']],
    ]);
    assert.equal(record.rounds[1]?.opinions[0]?.reason, 'They know each other.');
  });

  it('proves a tier at which people went on in the absence of consensus, with both signatures, and the approval of the Referee', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [3, 2, 3]);
    await world.opine('referee', classificationId, 3);
    valueOf(await world.approve('representative', packageId));
    valueOf(await world.approve('otherRepresentative', packageId));
    valueOf(await world.proceed('programmeManager', classificationId));
    valueOf(await world.proceed('investigator', classificationId));
    world.clock.advance({ days: 7 });
    assert.deepEqual(await world.sweep(), { classified: 1, stopped: 0 });
    const record = await recordOf(packageId);
    assert.deepEqual(verified(record), []);
    assert.deepEqual([record.package.tier, record.rounds[0]?.cause, record.rounds[0]?.endedBy, record.approvals.length], [3, 'proceeded-at-highest', 'sweep', 2]);
  });

  it('proves a tier to which a part that is classified already lifted the package', async () => {
    const part = await world.opened(['admissions']);
    await world.opine('investigator', part.classificationId, 1);
    await world.opine('representative', part.classificationId, 1);
    valueOf(await world.close(part.classificationId));
    const whole = await world.opened();
    await world.opineAll(whole.classificationId, [0, 0, 0]);
    assert.equal(valueOf(await world.close(whole.classificationId)).tier, 1);
    const record = await recordOf(whole.packageId);
    assert.deepEqual(verified(record), []);
    assert.match(recordPage(record, { language: 'en', timeZone: 'Europe/London' }), /A part of the package is classified at tier 1 already/);
    const entry = record.audit.entries.at(-1)!;
    entry.entry = entry.entry.replace(',"floor":1', '');
    assert.deepEqual(verified(record).map(({ kind }) => kind), ['entry-altered', 'tier-differs']);
  });

  it('proves a tier for which the opinion of a Referee no longer counted, since they had declared a conflict of their own, and says so', async () => {
    await world.hospital.setRole('collegeReferee', 'referee');
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [2, 2, 2]);
    await world.opine('referee', classificationId, 3);
    await world.opine('collegeReferee', classificationId, 2);
    await world.declareConflict('referee');
    assert.equal(valueOf(await world.close(classificationId)).tier, 2);
    // Taken back or not afterwards: the entry says how it was.
    await world.db.deleteFrom('declared_conflicts').where('project_id', '=', world.hospital.projectId).execute();
    const record = await recordOf(packageId);
    assert.deepEqual(verified(record), []);
    assert.deepEqual(record.rounds[0]?.opinions.map(({ role, tier, counted }) => [role, tier, counted]), [
      ['investigator', 2, true],
      ['representative', 2, true],
      ['representative', 2, true],
      ['referee', 3, false],
      ['referee', 2, true],
    ]);
    const { facts } = JSON.parse(record.audit.entries.at(-1)?.entry ?? '') as { facts: Record<string, unknown> };
    const ids = record.rounds[0]?.opinions.map(({ id }) => id) ?? [];
    assert.deepEqual([facts['counted'], facts['uncounted'], facts['rounds'], facts['given'], facts['waysOut']], [[0, 1, 2, 4].map((at) => ids[at]).join(' '), `${String(ids[3])}:conflict-declared`, 1, 5, 0]);
    assert.match(recordPage(record, { language: 'en', timeZone: 'Europe/London' }), /Did not count: the Referee had declared a conflict by then/);
  });

  it('proves the floor also where the opinion that did not count was above it', async () => {
    const part = await world.opened(['admissions']);
    await world.opine('investigator', part.classificationId, 1);
    await world.opine('representative', part.classificationId, 1);
    valueOf(await world.close(part.classificationId));
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [0, 0, 0]);
    await world.opine('referee', classificationId, 3);
    await world.declareConflict('referee');
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
    assert.deepEqual(verified(await recordOf(packageId)), []);
  });

  it('proves a package from which datasets were withdrawn afterwards, and the successor from which the product took one while it was being classified', async () => {
    const { packageId, classificationId } = await world.opened(['admissions', 'pathology', 'imaging']);
    await world.opineAll(classificationId, [1, 1, 1]);
    valueOf(await world.close(classificationId));
    const withdraw = (person: PersonKey, dataset: DatasetKey) => world.as(person, (context) => withdrawFromClassified(context, { packageId, datasetId: world.hospital.datasets[dataset] }));
    const successorId = valueOf(await withdraw('otherRepresentative', 'imaging')).successorId ?? 0;
    const first = valueOf(await world.open(successorId)).classificationId;
    await world.opine('investigator', first, 1);
    valueOf(await withdraw('representative', 'pathology'));
    const second = valueOf(await world.open(successorId)).classificationId;
    await world.opine('investigator', second, 1);
    await world.opine('representative', second, 1);
    valueOf(await world.close(second));
    const successor = await recordOf(successorId);
    assert.deepEqual(verified(successor), []);
    assert.deepEqual(successor.rounds.map(({ cause, waysOut }) => [cause, waysOut.length]), [['dataset-withdrawn', 0], ['agreed', 0]]);
    assert.deepEqual(verified(await recordOf(packageId)), []);
  });

  it('says of a package whose classification was not recorded that nothing proves its tier', async () => {
    const record = await recordOf(world.hospital.at[2].packageId);
    assert.deepEqual(verified(record).map(({ kind, place }) => [kind, place]), [['unproved', 'package.tier']]);
  });

  it('exists once the package is classified, since before it would lift the blindness', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    for (const person of ['manager', 'programmeManager', 'investigator'] as const) assert.equal(reasonOf(await read(person, packageId)), 'not-possible', person);
  });

  it('is refused to those who classified or work in the project without the trail, and unknown to everyone else; refusals and readings are on record', async () => {
    const packageId = await agreed();
    const outcomes = { manager: 'none', programmeManager: 'none', investigator: 'none', representative: 'none', researcher: 'not-allowed', referee: 'not-allowed', outsider: 'not-found', secondManager: 'not-found' } as const;
    for (const [person, reason] of Object.entries(outcomes) as [PersonKey, string][]) assert.equal(reasonOf(await read(person, packageId)), reason, person);
    assert.equal(reasonOf(await read('manager', 2_000_000_000)), 'not-found');
    const rows = await world.db.selectFrom('audit_entries').select(['outcome', 'object_type', 'object_id']).where('action', '=', 'audit.read').orderBy('seq', 'desc').limit(9).execute();
    assert.deepEqual(rows.map(({ outcome }) => outcome).reverse(), ['done', 'done', 'done', 'done', 'refused', 'refused', 'refused', 'refused', 'refused']);
    assert.deepEqual(rows.at(-1), { outcome: 'done', object_type: 'audit', object_id: numberOf('package', packageId) });
  });

  it('is made for an operator too, on record as such', async () => {
    const packageId = await agreed();
    const record = valueOf(await transact(world.surroundings, { kind: 'process', id: 'operator' }, (context) => classificationRecord(context, packageId)));
    assert.deepEqual([record.madeBy, verified(record)], ['operator', []]);
  });
});
