import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { ContainerClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { documentStore } from '../../../services/azure/index.js';
import { LockkeeperError } from '../../../services/context/index.js';
import { blobNameOf, keepDocument, KeptDocument, largestDocument, readDocument, type DocumentStore } from '../../../services/documents/index.js';
import { DocumentServer } from '../../support/document-server.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const agreement = (text: string, objectId = 7) => ({ kind: 'agreement', objectId, bytes: bytes(text), mediaType: 'application/pdf' });
const away = (error: unknown): boolean => error instanceof LockkeeperError && error.code === 'documents-unavailable';

describe('the document store', function () {
  this.timeout(60_000);
  let server: DocumentServer;
  let store: DocumentStore;
  let container: ContainerClient;
  before(async () => {
    server = await DocumentServer.start();
    store = server.store();
    container = new ContainerClient(server.containerUrl, new StorageSharedKeyCredential(server.account, server.key));
  });
  after(() => server.stop());

  it('keeps a document under its kind, number and hash, with its type, and gives it back', async () => {
    const kept = await keepDocument(store, agreement('signed'));
    assert.equal(kept.blobName, `records/agreement/7/${hash('sha256', 'signed')}`);
    const { contentType, metadata } = await container.getBlobClient(kept.blobName).getProperties();
    assert.deepEqual([contentType, metadata], ['application/pdf', { sha256: kept.sha256 }]);
    assert.deepEqual(Buffer.from((await store.read(kept.blobName)) ?? []), Buffer.from('signed'));
  });

  it('takes the same document twice, and writes it once', async () => {
    const first = await keepDocument(store, agreement('twice'));
    const before = await container.getBlobClient(first.blobName).getProperties();
    assert.equal((await keepDocument(store, agreement('twice'))).blobName, first.blobName);
    assert.equal((await container.getBlobClient(first.blobName).getProperties()).etag, before.etag);
    assert.equal(await store.create({ name: first.blobName, bytes: bytes('other'), sha256: first.sha256, mediaType: 'application/pdf' }), 'was-there');
    assert.deepEqual(Buffer.from((await store.read(first.blobName)) ?? []), Buffer.from('twice'));
  });

  it('keeps nothing under a name that holds something else', async () => {
    const name = blobNameOf('agreement', 8, hash('sha256', 'mine'));
    await container.getBlockBlobClient(name).upload('theirs', 6);
    await assert.rejects(keepDocument(store, agreement('mine', 8)), away);
  });

  it('gives nothing back that is not what was stored', async () => {
    const row = { id: 1, kind: 'agreement', objectId: 9, blobName: blobNameOf('agreement', 9, hash('sha256', 'was')), sha256: hash('sha256', 'was'), sizeBytes: 3, mediaType: 'application/pdf', fileName: 'a.pdf' };
    await assert.rejects(readDocument(store, row), away);
    await container.getBlockBlobClient(row.blobName).upload('is', 2);
    await assert.rejects(readDocument(store, row), away);
  });

  it('says that it is away where nobody answers, where the key is wrong and where there is no such container', async () => {
    const patience = { attemptMs: 1_000, callMs: 3_000, tries: 1 };
    const of = (containerUrl: string, key: string): DocumentStore => documentStore({ containerUrl, as: 'local-account', account: server.account, key }, patience);
    const wrongKey = Buffer.from('w'.repeat(64)).toString('base64');
    for (const gone of [of('http://127.0.0.1:9/lockkeeper/documents', server.key), of(server.containerUrl, wrongKey), of(`${server.containerUrl}-none`, server.key)]) {
      await assert.rejects(keepDocument(gone, agreement('lost')), (error: unknown) => away(error) && !JSON.stringify(error).includes(server.key));
      await assert.rejects(gone.read(blobNameOf('agreement', 7, hash('sha256', 'signed'))), away);
    }
  });

  it('takes neither nothing nor too much, and names no path but its own', async () => {
    await assert.rejects(keepDocument(store, agreement('')), RangeError);
    await assert.rejects(keepDocument(store, { ...agreement('x'), bytes: new Uint8Array(largestDocument + 1) }), RangeError);
    for (const kind of ['../other', 'a/b', '', 'Agreement']) assert.throws(() => blobNameOf(kind, 1, hash('sha256', 'x')), RangeError);
    assert.throws(() => blobNameOf('agreement', 0, hash('sha256', 'x')), RangeError);
  });

  it('knows a kept document from one that only looks like it', async () => {
    const kept = await keepDocument(store, agreement('real'));
    assert.equal(KeptDocument.isKept(kept), true);
    assert.equal(KeptDocument.isKept({ ...kept }), false);
  });
});
