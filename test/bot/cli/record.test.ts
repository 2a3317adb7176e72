import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { numberOf } from '../../../services/context/index.js';
import { eachWorld } from '../../support/each-world.js';
import type { TestDatabase } from '../../support/database.js';
import { documentOf, operate, type Operated } from '../../support/operator-terminal.js';
import { ClassificationWorld, valueOf } from '../../services/classification/classification-world.js';

describe('the operators’ commands of classification records', () => {
  let folder: string;
  let database: TestDatabase;
  let world: ClassificationWorld;
  let number: string;
  eachWorld(ClassificationWorld.build, (fresh, its) => {
    world = fresh;
    database = its;
  });
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'record-command-'));
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    valueOf(await world.close(classificationId));
    number = numberOf('package', packageId);
  });
  const record = (...args: string[]): Promise<Operated> => operate(['record', ...args], { DATABASE_URL: database.url('lockkeeper_bot') });
  const verify = (file: string, ...options: string[]): Promise<Operated> => operate(['record', 'verify', file, ...options]);
  const kept = async (text: string): Promise<string> => {
    const file = path.join(folder, 'record.json');
    await writeFile(file, text);
    return file;
  };

  it('write a record that verifies without a database', async () => {
    const made = await record(number, '--json');
    assert.deepEqual([made.status, made.err, documentOf(made)['format'], documentOf(made)['ok']], [0, '', 'lockkeeper.classification/1', undefined]);
    const file = await kept(made.out);
    const verified = await verify(file);
    assert.deepEqual([verified.status, verified.err], [0, '']);
    assert.match(verified.out, new RegExp(`record\\.json: whole\\. ${number} is tier 1, and 5 audit entries prove it\\. That they stand in the trail is shown by the trail up to entry \\d+, [0-9a-f]{64}\\.$`));
    const { ok, package: named, bound, faults } = documentOf(await verify(file, '--json'));
    assert.deepEqual([ok, named, bound, faults], [true, number, true, []]);
  });

  it('name every fault of a record that was changed, status 1', async () => {
    const made = await record(number, '--json');
    const file = await kept(made.out.replace('"outbound":"internet"', '"outbound":"none"').replace('"tier":1,"computedTier":1', '"tier":3,"computedTier":1'));
    const { status, out } = await verify(file);
    assert.equal(status, 1);
    assert.match(out, /^.+: 5 faults:\n {2}rounds\.0\.opinions\.0: holds tier 3 where the flowchart came to 1.+\n {2}rounds\.0\.opinions\.0: is not the opinion of which entry \d+ holds the digest\n.+\n {2}entry \d+: the things of which it holds the digest are not those of the record\n {2}controls\.outbound: is not that of tier 1$/);
    const { ok, faults } = documentOf(await verify(file, '--json')) as { ok: boolean; faults: { kind: string }[] };
    assert.deepEqual([ok, faults.map(({ kind }) => kind)], [false, ['tier-not-raised', 'digest-differs', 'tier-differs', 'history-differs', 'controls-differ']]);
  });

  it('say of what is no record that it is none, and cannot run on what is not there', async () => {
    for (const text of ['', 'no', '{}']) assert.equal((await verify(await kept(text))).out, `${path.join(folder, 'record.json')}: one fault:\n  the record: is no lockkeeper.classification/1`);
    const gone = await verify(path.join(folder, 'gone.json'));
    assert.deepEqual([gone.status, gone.out], [2, '']);
    assert.match(gone.err, /gone\.json cannot be read \(ENOENT\)\.$/);
  });

  it('write the page to read, or a few lines; not both a page and JSON', async () => {
    const page = await record(number, '--html');
    assert.match(page.out, /^<!doctype html>\n<html lang="en">/);
    assert.match((await record(number)).out, new RegExp(`^${number} Readmission: tier 1, by 3 opinions in 1 round; 5 audit entries prove it\\.\nHead of the trail: entry \\d+, [0-9a-f]{64}\\.\n`));
    assert.equal((await record(number, '--html', '--json')).status, 2);
  });

  it('read the number as people write it', async () => {
    assert.equal((await record(number.replace('WP-', 'wp '), '--json')).status, 0);
    const wrong = await record('RQ-0001');
    assert.deepEqual([wrong.status, wrong.err], [2, '"RQ-0001" is no work package. It should look like WP-0003.']);
  });

  it('cannot make a record of a package that is not there, or not classified', async () => {
    const { packageId } = await world.opened();
    const open = numberOf('package', packageId);
    assert.equal((await record(open)).err, `${open} is not classified yet. The record is made when it is.`);
    assert.deepEqual(documentOf(await record('WP-99999', '--json')), { ok: false, error: 'There is no work package WP-99999.' });
  });

  it('are on record as the operator’s reading', async () => {
    await record(number);
    const entry = await database.db.selectFrom('audit_entries').select(['actor_id', 'action', 'outcome', 'object_id']).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();
    assert.deepEqual(entry, { actor_id: 'operator', action: 'audit.read', outcome: 'done', object_id: number });
  });
});
