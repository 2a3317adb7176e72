import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { hashOfToken, issueLink, keepDocument, linkPurposes, lookThroughLink, recordDocument, takeLink, type DocumentStore, type IssuedLink, type KeptDocument, type LinkPurpose } from '../../../services/documents/index.js';
import { eachWorld } from '../../support/each-world.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import { RecordsWorld } from '../records/records-world.js';

describe('one-time links', () => {
  let world: RecordsWorld;
  eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

  const issue = (purpose: LinkPurpose = 'agreement-hand-in', person: PersonKey = 'manager'): Promise<IssuedLink> => world.as(person, (context) => issueLink(context, { purpose, objectId: 5 }));
  /** Who acts, and on what; undefined where the link does not open. */
  const take = (token: string, purpose: LinkPurpose = 'agreement-hand-in') => takeLink(world.surroundings, { token, purpose }, (context, link) => Promise.resolve(`${world.hospital.keyOf(context.actor.id)} ${String(link.objectId)}`));

  it('opens for its person and its purpose; one for an upload once, one to read until its time is over', async () => {
    const upload = await issue();
    assert.equal(await take(upload.token), 'manager 5');
    assert.equal(await take(upload.token), undefined);
    const toRead = await issue('document');
    assert.equal(await take(toRead.token, 'document'), 'manager 5');
    assert.equal(await take(toRead.token, 'document'), 'manager 5');
    assert.deepEqual(Object.entries(linkPurposes).filter(([, times]) => times === 'once').map(([purpose]) => purpose), ['agreement-hand-in']);
  });

  it('opens for fifteen minutes', async () => {
    const { token, expiresAt } = await issue('document');
    assert.equal(expiresAt.getTime() - world.clock.now().getTime(), 15 * 60_000);
    world.clock.moveTo(new Date(expiresAt.getTime() - 1));
    assert.equal(await take(token, 'document'), 'manager 5');
    world.clock.moveTo(expiresAt);
    assert.equal(await take(token, 'document'), undefined);
  });

  it('opens for nothing else than it was issued for', async () => {
    const { token } = await issue('agreement-print');
    for (const purpose of ['agreement-hand-in', 'document'] as const) assert.equal(await take(token, purpose), undefined);
  });

  it('does not open for a person whose account is closed', async () => {
    const { token } = await issue();
    await world.hospital.disable('manager');
    assert.equal(await take(token), undefined);
  });

  it('does not open when it was made up', async () => {
    await issue();
    for (const token of ['', 'x', randomBytes(32).toString('base64url'), "' or 1=1 --", randomBytes(32).toString('hex')]) assert.equal(await take(token), undefined, token);
  });

  it('is used up by one of two who use it at once', async () => {
    const { token } = await issue();
    const taken = await Promise.all([take(token), take(token), take(token)]);
    assert.equal(taken.filter((value) => value !== undefined).length, 1);
  });

  it('is not used up by looking, nor by work that came to nothing', async () => {
    const { token } = await issue();
    assert.equal(await lookThroughLink(world.surroundings, { token, purpose: 'agreement-hand-in' }, (_context, link) => Promise.resolve(link.objectId)), 5);
    assert.equal(await takeLink(world.surroundings, { token, purpose: 'agreement-hand-in' }, () => Promise.resolve(undefined)), undefined);
    await assert.rejects(takeLink(world.surroundings, { token, purpose: 'agreement-hand-in' }, () => Promise.reject(new Error('away'))));
    assert.equal(await take(token), 'manager 5');
  });

  it('stands in the database by its hash alone, and its issue and uses are on record', async () => {
    const { token } = await issue();
    await take(token);
    await take(token);
    assert.equal(await lookThroughLink(world.surroundings, { token, purpose: 'agreement-hand-in' }, () => Promise.resolve(5)), undefined);
    const row = await world.db.selectFrom('document_links').selectAll().executeTakeFirstOrThrow();
    assert.equal(row.token_hash, hashOfToken(token));
    assert.deepEqual(await world.audit(), ['link.issue done', 'link.use done', 'link.use refused used', 'link.use refused used']);
    const stored = JSON.stringify([row, await world.db.selectFrom('audit_entries').select('entry').execute(), await world.db.selectFrom('audit_texts').select('text').execute()]);
    assert.ok(!stored.includes(token));
  });
});

describe('rows of documents', () => {
  let world: RecordsWorld;
  eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

  it('are there for what the store holds with that hash, and for nothing else, whatever the store does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ content: fc.uint8Array({ minLength: 1, maxLength: 40 }), behaves: fc.constantFrom('well', 'loses', 'spoils', 'is-away') }), { maxLength: 6 }), async (documents) => {
        const blobs = new Map<string, Uint8Array>();
        for (const [index, { content, behaves }] of documents.entries()) {
          const store: DocumentStore = {
            create: ({ name, bytes }) => {
              if (behaves === 'is-away') return Promise.reject(new Error('away'));
              if (blobs.has(name)) return Promise.resolve('was-there');
              if (behaves !== 'loses') blobs.set(name, behaves === 'spoils' ? Uint8Array.from([...bytes, 0]) : bytes);
              return Promise.resolve('created');
            },
            read: (name) => Promise.resolve(blobs.get(name)),
          };
          const kept = await keepDocument(store, { kind: 'agreement', objectId: index + 1, bytes: content, mediaType: 'application/pdf' }).catch(() => undefined);
          assert.equal(kept !== undefined, behaves === 'well');
          if (kept) await world.as('manager', (context) => recordDocument(context, kept, '../../etc/passwd\u202e.pdf'));
          const looksLikeIt = { kind: 'agreement', objectId: 99, blobName: 'records/agreement/99/x', sha256: '0'.repeat(64), sizeBytes: 1, mediaType: 'application/pdf' } as unknown as KeptDocument;
          await assert.rejects(world.as('manager', (context) => recordDocument(context, looksLikeIt, 'a.pdf')));
        }
        const rows = await world.db.selectFrom('documents').selectAll().execute();
        for (const row of rows) assert.equal(row.file_name, 'passwd.pdf');
        const good = documents.filter(({ behaves }) => behaves === 'well').length;
        assert.ok(rows.length >= good);
      }),
      { numRuns: 12 },
    );
  });

  it('are written once: the bot’s login can neither change nor delete them, nor delete a record', async () => {
    await assert.rejects(world.db.deleteFrom('documents').execute(), /permission denied/);
    await assert.rejects(world.db.updateTable('documents').set({ sha256: '0'.repeat(64) }).execute(), /permission denied/);
    await assert.rejects(world.db.deleteFrom('gate_records').execute(), /permission denied/);
  });
});
