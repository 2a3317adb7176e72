import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import tls from 'node:tls';
import { startLocalCloud, type LocalCloud } from '../../../../infra/local/cloud/server.js';
import type { CloudOptionsInput } from '../../../../infra/local/cloud/options.js';
import { serviceMailbox } from '../../../../infra/local/cloud/service-mailbox.js';
import { botId, people, removerId, tenantId } from '../../../../infra/local/seed/people.js';

export const botSecret = 'secret-of-the-bot-for-tests';
export const removerSecret = 'secret-of-the-remover-for-tests';
export const frontSecret = 'front_secret_for_tests';
export const connectionName = 'lockkeeper';

const { amara, ines, jonas, lena, priya } = people;
const workspaceOwners = [ines, jonas];

/** The groups of the test tenant: two of members, one of data that is empty, and one that is not a workspace's. */
export const testGroups = {
  members: { id: 'd2000000-0000-4000-8000-000000000001', name: 'WS-0001 members', owners: workspaceOwners, members: [ines, lena] },
  data: { id: 'd2000000-0000-4000-8000-000000000002', name: 'WS-0001 data DS-0003', owners: workspaceOwners, members: [] },
  larger: { id: 'd2000000-0000-4000-8000-000000000003', name: 'WS-0002 members', owners: workspaceOwners, members: [ines, amara, lena] },
  other: { id: 'd2000000-0000-4000-8000-000000000004', name: 'TRE System Managers', owners: [priya], members: [priya] },
};

export interface TestCloud extends LocalCloud {
  readonly folder: string;
  readonly authority: string;
  /** Moves the clock of the whole process: the clients' caches must see what the cloud sees. */
  advance(seconds: number): void;
  /** Posts to the front's admin interface; throws unless it succeeds. */
  admin(path: string, body: object): Promise<Response>;
  /** Stops and starts again on the same state, as `npm start` does the next day. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

async function trust(path: string): Promise<void> {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), await readFile(path, 'utf8')]);
}

/** Starts a local cloud with the seeded tenant on free ports in a folder of its own, and lets this process trust it. */
export async function startTestCloud(overrides: Partial<CloudOptionsInput> = {}): Promise<TestCloud> {
  const folder = await mkdtemp(join(tmpdir(), 'lockkeeper-cloud-'));
  const start = (ports: { httpsPort: number; frontPort: number }): Promise<LocalCloud> =>
    startLocalCloud({
      stateFolder: folder,
      ...ports,
      frontSecret,
      connectionName,
      tenantId,
      clients: [
        { clientId: botId, secret: botSecret, kind: 'bot' },
        { clientId: removerId, secret: removerSecret, kind: 'remover' },
      ],
      users: Object.values(people),
      groups: Object.values(testGroups),
      mailbox: serviceMailbox,
      ...overrides,
    });
  let running = await start({ httpsPort: 0, frontPort: 0 });
  await trust(running.caCertificatePath);
  const { url, frontUrl, adminUrl, signInBaseUrl, directoryUrl, caCertificatePath } = running;
  return {
    url,
    frontUrl,
    adminUrl,
    signInBaseUrl,
    directoryUrl,
    caCertificatePath,
    folder,
    authority: `${url}/${tenantId}`,
    setBotUrl(botUrl) {
      running.setBotUrl(botUrl);
    },
    advance(seconds) {
      const then = Date.now() + seconds * 1000;
      mock.timers.reset();
      mock.timers.enable({ apis: ['Date'], now: then });
    },
    async admin(path, body) {
      const response = await fetch(`${adminUrl}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response;
    },
    async restart() {
      await running.stop();
      running = await start({ httpsPort: Number(new URL(url).port), frontPort: Number(new URL(signInBaseUrl).port) });
    },
    stop: () => running.stop(),
    async remove() {
      mock.timers.reset();
      await running.stop();
      await rm(folder, { recursive: true });
    },
  };
}
