import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import restify, { type Server } from 'restify';
import { addressOf, type PageName } from '../../bot/pages/addresses.js';
import { addPages } from '../../bot/pages/pages.js';
import { readUpload } from '../../bot/pages/read-upload.js';
import { LockkeeperError } from '../../services/context/index.js';
import { issueLink, largestDocument, type DocumentStore, type LinkPurpose } from '../../services/documents/index.js';
import { loadAgreementTemplate, type GateRecord } from '../../services/records/index.js';
import { RecordsWorld, valueOf } from '../services/records/records-world.js';
import { eachWorld } from '../support/each-world.js';
import type { PersonKey } from '../support/hospital-builder.js';

const pdf = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

describe('the pages that a link opens', () => {
  let world: RecordsWorld;
  let server: Server;
  let url: string;
  let blobs: Map<string, Uint8Array>;
  let isAway: boolean;
  let faults: unknown[];
  let record: GateRecord;
  eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

  beforeEach(async () => {
    blobs = new Map();
    isAway = false;
    faults = [];
    const gone = new LockkeeperError('documents-unavailable', 'away');
    const documents: DocumentStore = {
      create: ({ name, bytes }) => {
        if (isAway) return Promise.reject(gone);
        if (blobs.has(name)) return Promise.resolve('was-there');
        blobs.set(name, Uint8Array.from(bytes));
        return Promise.resolve('created');
      },
      read: (name) => (isAway ? Promise.reject(gone) : Promise.resolve(blobs.get(name))),
    };
    server = restify.createServer();
    addPages(server, { world: world.surroundings, documents, agreements: { template: await loadAgreementTemplate(), institution: 'St. <Brendan’s> & Sons' }, timeZone: 'Europe/London', fault: (error) => faults.push(error) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String(server.address().port)}`;
    record = valueOf(await world.prepare('manager'));
  });
  afterEach(() => new Promise<void>((resolve) => { server.close(() => { resolve(); }); server.server?.closeAllConnections(); }));

  const link = async (page: PageName, purpose: LinkPurpose, objectId = record.id, person: PersonKey = 'manager'): Promise<string> => {
    const { token } = await world.as(person, (context) => issueLink(context, { purpose, objectId }));
    return addressOf(url, page, token);
  };
  const handIn = (person: PersonKey = 'manager'): Promise<string> => link('hand-in', 'agreement-hand-in', record.id, person);
  const form = (name = 'agreement.pdf', content: Uint8Array = pdf, type = 'application/pdf'): FormData => {
    const data = new FormData();
    data.set('signed', new Blob([Buffer.from(content)], { type }), name);
    return data;
  };
  const send = (address: string, body: FormData | string, headers: Readonly<Record<string, string>> = {}): Promise<Response> => fetch(address, { method: 'POST', body, headers });
  const rows = () => world.db.selectFrom('documents').selectAll().execute();
  const assertNothingStored = async (): Promise<void> => {
    assert.deepEqual([(await rows()).length, blobs.size, await world.stateOf(record.id)], [0, 0, 'proposed']);
  };

  it('a signed copy is stored with its hash, brings the agreement into force and is told in chat; the link is used up', async () => {
    const address = await handIn();
    const shown = await (await fetch(address)).text();
    assert.match(shown, /<label for="signed">/);
    const answer = await send(address, form('../../secret/agreement.pdf'));
    const text = await answer.text();
    assert.equal(answer.status, 200);
    assert.ok(text.includes(hash('sha256', pdf)) && text.includes('agreement.pdf') && !text.includes('secret'));
    const [row, ...others] = await rows();
    assert.deepEqual([row?.sha256, row?.size_bytes, row?.file_name, row?.stored_by, others.length], [hash('sha256', pdf), pdf.byteLength, 'agreement.pdf', world.hospital.id.manager, 0]);
    assert.equal(await world.stateOf(record.id), 'confirmed');
    assert.deepEqual([...(await world.told())].sort(), ['signed agreement to investigator', 'signed agreement to manager', 'signed agreement to representative']);
    for (const again of [await fetch(address), await send(address, form())]) assert.equal(again.status, 404);
    assert.equal((await rows()).length, 1);
  });

  it('the signed copy comes back as it was, to be saved, for those around the agreement alone', async () => {
    await send(await handIn(), form());
    const [{ id } = { id: 0 }] = await rows();
    const answer = await fetch(await link('document', 'document', id, 'representative'));
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="DC-\d+\.pdf"$/);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), pdf);
    assert.equal((await fetch(await link('document', 'document', id, 'outsider'))).status, 404);
  });

  const refused: Readonly<Record<string, readonly [status: number, (address: string) => Promise<Response>]>> = {
    'what is no PDF, whatever it says of itself': [415, (address) => send(address, form('agreement.pdf', Buffer.from('<script>alert(1)</script>')))],
    'an empty file': [400, (address) => send(address, form('agreement.pdf', new Uint8Array()))],
    'no file': [400, (address) => send(address, new FormData())],
    'a field in place of a file': [400, (address) => { const data = new FormData(); data.set('signed', '%PDF-1.7'); return send(address, data); }],
    'two files': [400, (address) => { const data = form(); data.append('signed', new Blob([pdf]), 'b.pdf'); return send(address, data); }],
    'what no form sends': [400, (address) => send(address, pdf.toString(), { 'content-type': 'application/pdf' })],
    'a form without its marks': [400, (address) => send(address, 'nothing', { 'content-type': 'multipart/form-data; boundary=x' })],
    'a form that names no boundary': [400, (address) => send(address, 'nothing', { 'content-type': 'multipart/form-data; a=b' })],
  };
  for (const [what, [status, act]] of Object.entries(refused)) {
    it(`refuses ${what}, stores nothing and leaves the link as it was`, async () => {
      const address = await handIn();
      const answer = await act(address);
      assert.equal(answer.status, status, await answer.text());
      await assertNothingStored();
      assert.equal((await send(address, form())).status, 200);
    });
  }

  it('refuses a file that is too large, by what it says of itself and by what it is', async () => {
    const large = form('large.pdf', Buffer.concat([pdf, Buffer.alloc(largestDocument)]));
    const address = await handIn();
    const status = await send(address, large).then((answer) => answer.status, () => 413);
    assert.equal(status, 413);
    const chunked = httpRequest(address, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' } });
    chunked.on('error', () => undefined);
    const answered = once(chunked, 'response');
    chunked.write('--x\r\ncontent-disposition: form-data; name="signed"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7\n');
    for (let sent = 0; sent < largestDocument + 100_000; sent += 1_000_000) chunked.write(Buffer.alloc(1_000_000));
    const [response] = (await answered) as [{ statusCode: number }];
    assert.equal(response.statusCode, 413);
    chunked.destroy();
    await assertNothingStored();
  }).timeout(30_000);

  it('an upload that breaks off changes nothing', async () => {
    const address = await handIn();
    const broken = httpRequest(address, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '100000' } });
    broken.on('error', () => undefined);
    broken.write('--x\r\ncontent-disposition: form-data; name="signed"; filename="a.pdf"\r\n\r\n%PDF-1.7\n');
    await pause(100);
    broken.destroy();
    await pause(200);
    await assertNothingStored();
    // Until the page has noticed, somebody is still handing in.
    let status = 503;
    for (let tries = 0; status === 503 && tries < 100; tries += 1) {
      status = (await send(address, form())).status;
      if (status === 503) await pause(100);
    }
    assert.equal(status, 200);
  });

  it('an upload that never ends is taken for broken off', async () => {
    const slow = Object.assign(new PassThrough(), { headers: { 'content-type': 'multipart/form-data; boundary=x' } });
    slow.write('--x\r\ncontent-disposition: form-data; name="signed"; filename="a.pdf"\r\n\r\n%PDF-1.7\n');
    assert.deepEqual(await readUpload(slow as unknown as IncomingMessage, 1_000, 50), { kind: 'aborted' });
  });

  it('one person hands in one file at a time, so that slow ones keep nobody else out', async () => {
    const [first, second] = [await handIn(), await handIn()];
    const open = httpRequest(first, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '100000' } });
    open.on('error', () => undefined);
    open.write('--x\r\ncontent-disposition: form-data; name="signed"; filename="a.pdf"\r\n\r\n%PDF-1.7\n');
    await pause(200);
    assert.equal((await send(second, form())).status, 503);
    open.destroy();
    await pause(200);
    assert.equal((await send(second, form())).status, 200);
  });

  it('while the store is away nothing is half done: it says so, and the link stays good', async () => {
    const address = await handIn();
    isAway = true;
    assert.equal((await send(address, form())).status, 503);
    await assertNothingStored();
    assert.equal(faults.length, 1);
    isAway = false;
    assert.equal((await send(address, form())).status, 200);
  });

  it('two who hand in by one link at once: one copy is stored', async () => {
    const address = await handIn();
    const answers = await Promise.all([send(address, form()), send(address, form('b.pdf', Buffer.concat([pdf, Buffer.from('b')])))]);
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal((await rows()).length, 1);
  });

  it('links that are made up, over, for something else or of somebody who may no longer all look the same', async () => {
    const late = await handIn();
    const otherPage = (await link('agreement', 'agreement-print')).replace('/agreement/', '/hand-in/');
    const researchers = await handIn('researcher');
    const former = await handIn();
    await world.hospital.setRole('manager', null);
    const texts: string[] = [];
    for (const address of [addressOf(url, 'hand-in', 'x'.repeat(43)), addressOf(url, 'hand-in', '..%2f..%2fetc'), otherPage, researchers, former]) {
      for (const answer of [await fetch(address), await send(address, form())]) {
        assert.equal(answer.status, 404, address);
        texts.push(await answer.text());
      }
    }
    world.clock.advance({ minutes: 16 });
    texts.push(await (await fetch(late)).text());
    assert.equal(new Set(texts).size, 1);
    await assertNothingStored();
  });

  it('every page runs no script, keeps nothing, tells no other site and stands in nobody’s frame', async () => {
    for (const address of [await handIn(), await link('agreement', 'agreement-print'), addressOf(url, 'document', 'none')]) {
      const { headers } = await fetch(address);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
      assert.deepEqual([headers.get('referrer-policy'), headers.get('cache-control'), headers.get('x-content-type-options'), headers.get('set-cookie')], ['no-referrer', 'no-store', 'nosniff', null]);
    }
  });

  it('the agreement is filled in from the record, and what is filled in is text', async () => {
    await world.db.updateTable('projects').set({ title: '<img src=x onerror=alert(1)> {provider}' }).where('id', '=', world.hospital.projectId).execute();
    const text = await (await fetch(await link('agreement', 'agreement-print'))).text();
    assert.ok(text.includes('St. &lt;Brendan’s&gt; &amp; Sons') && text.includes('&lt;img src=x onerror=alert(1)&gt; {provider}') && !text.includes('<img'));
    assert.ok(text.includes('23 November 2026') && text.includes('23 November 2027'));
    assert.ok((await world.audit()).includes('record.print done'));
  });
});
