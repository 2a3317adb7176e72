import assert from 'node:assert/strict';
import restify, { type Server } from 'restify';
import { addPages } from '../../bot/pages/pages.js';
import { verifyRecord } from '../../services/classification/index.js';
import type { DocumentStore } from '../../services/documents/index.js';
import { loadAgreementTemplate } from '../../services/records/index.js';
import { nodesOf } from '../cards/reading.js';
import { ClassificationWorld, valueOf } from '../services/classification/classification-world.js';
import { Chat } from '../support/chat.js';
import { eachWorld } from '../support/each-world.js';
import type { PersonKey } from '../support/hospital-builder.js';

const noStore: DocumentStore = { create: () => Promise.reject(new Error('not asked')), read: () => Promise.reject(new Error('not asked')) };

describe('the record of a classification, by a link', () => {
  let world: ClassificationWorld;
  let server: Server;
  let port: number;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });
  beforeEach(async () => {
    server = restify.createServer();
    const agreements = { template: await loadAgreementTemplate(), institution: 'Northgate' };
    addPages(server, { world: world.surroundings, documents: noStore, agreements, timeZone: 'Europe/London', fault: () => undefined });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = server.address().port;
  });
  afterEach(() => new Promise<void>((resolve) => { server.close(() => { resolve(); }); server.server?.closeAllConnections(); }));

  const classified = async (): Promise<number> => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    valueOf(await world.close(classificationId));
    return packageId;
  };
  /** What somebody gets for `record WP-…`: the addresses on the card, on the test's own server. */
  const asked = async (person: PersonKey, packageId: number): Promise<{ readonly chat: Chat; readonly urls: readonly string[] }> => {
    const chat = new Chat(world.surroundings, world.actor(person), world.flowcharts);
    await chat.say(`record WP-${String(packageId)}`);
    const urls = [...nodesOf(chat.cards.at(-1))].filter((node) => node['type'] === 'Action.OpenUrl').map((node) => String(node['url']).replace(/:\d+\//, `:${String(port)}/`));
    return { chat, urls };
  };

  it('opens as a page to print, and as JSON that verifies; both are reads on record', async () => {
    const { urls } = await asked('manager', await classified());
    assert.equal(urls.length, 2);
    const page = await fetch(urls[0] ?? '');
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
    assert.match(await page.text(), /Classification record[^]*What proves it/);
    const data = await fetch(urls[1] ?? '');
    assert.match(data.headers.get('content-disposition') ?? '', /WP-\d{4}-classification\.json/);
    const verified = verifyRecord(JSON.parse(await data.text()));
    assert.deepEqual(verified.faults, []);
    const reads = await world.db.selectFrom('audit_entries').select('outcome').where('action', '=', 'audit.read').where('actor_id', '=', world.hospital.id.manager).execute();
    assert.ok(reads.length >= 2 && reads.every(({ outcome }) => outcome === 'done'));
  });

  it('opens no more when its time is over, or its person may not have it any more', async () => {
    const packageId = await classified();
    const { urls } = await asked('manager', packageId);
    await world.hospital.setRole('manager', 'researcher');
    assert.equal((await fetch(urls[0] ?? '')).status, 404);
    await world.hospital.setRole('manager', 'project-manager');
    assert.equal((await fetch(urls[0] ?? '')).status, 200);
    world.clock.advance({ minutes: 16 });
    for (const url of urls) assert.equal((await fetch(url)).status, 404);
  });

  it('is refused in chat to who may not read the trail, and of a package that is not classified', async () => {
    const packageId = await classified();
    assert.match((await asked('researcher', packageId)).chat.last, /Not allowed/);
    assert.match((await asked('outsider', packageId)).chat.last, /not found|There is nothing/i);
    const { packageId: open } = await world.opened();
    const { chat, urls } = await asked('manager', open);
    assert.deepEqual(urls, []);
    assert.match(chat.last, /not possible|now/i);
  });
});
