import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { people } from '../../../../infra/local/seed/people.js';
import { processSurroundings } from '../../../support/process-surroundings.js';
import { scratchFolder } from '../../../support/scratch-folder.js';
import { botSecret, frontSecret, removerSecret } from './cloud-fixture.js';

interface Ready {
  readonly url: string;
  readonly frontUrl: string;
  readonly adminUrl: string;
  readonly signInBaseUrl: string;
  readonly caCertificatePath: string;
}

describe('local cloud as a process', function () {
  this.timeout(40_000);
  let folder: string;
  const started: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await scratchFolder('cloud');
  });
  afterEach(async () => {
    for (const child of started.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    await rm(folder, { recursive: true });
  });

  const settings = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
    ...processSurroundings(),
    LOCAL_CLOUD_STATE_FOLDER: folder,
    LOCAL_CLOUD_FRONT_SECRET: frontSecret,
    LOCAL_CLOUD_BOT_SECRET: botSecret,
    LOCAL_CLOUD_REMOVER_SECRET: removerSecret,
    ...more,
  });
  const run = (env: NodeJS.ProcessEnv): ChildProcess => {
    const child = spawn(process.execPath, ['--import', 'tsx/esm', 'infra/local/cloud/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    started.push(child);
    return child;
  };
  const ready = async (child: ChildProcess): Promise<Ready> => {
    assert.ok(child.stdout);
    for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as Ready;
    throw new Error('The process ended before it was ready');
  };
  const output = async (child: ChildProcess): Promise<string> => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    await once(child, 'close');
    return text;
  };
  const signIn = (adminUrl: string): Promise<Response> => fetch(`${adminUrl}/sign-in`, { method: 'POST', body: JSON.stringify({ userId: people.amara.id }) });
  const storedSignIns = async (): Promise<unknown[]> => (JSON.parse(await readFile(join(folder, 'cloud', 'state.json'), 'utf8')) as { signIns: unknown[] }).signIns;

  it('prints one line of JSON when it is ready, and keeps what it answered through kill -9', async () => {
    const child = run(settings());
    const first = await ready(child);
    assert.equal((await signIn(first.adminUrl)).status, 204);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal((await storedSignIns()).length, 1);

    const ports = { LOCAL_CLOUD_HTTPS_PORT: new URL(first.url).port, LOCAL_CLOUD_FRONT_PORT: new URL(first.signInBaseUrl).port };
    const certificate = await readFile(first.caCertificatePath, 'utf8');
    const second = await ready(run(settings(ports)));
    assert.deepEqual(second, first);
    assert.equal(await readFile(second.caCertificatePath, 'utf8'), certificate);
    assert.equal((await storedSignIns()).length, 1);
  });

  it('lets a child process trust it through NODE_EXTRA_CA_CERTS, and nobody else', async () => {
    const { url, caCertificatePath } = await ready(run(settings()));
    const script = `fetch('${url}/botframework/keys').then((r) => process.exit(r.ok ? 0 : 2), () => process.exit(3))`;
    const exitOf = async (env: NodeJS.ProcessEnv): Promise<unknown> => (await once(spawn(process.execPath, ['-e', script], { env }), 'exit'))[0];
    assert.equal(await exitOf({ NODE_EXTRA_CA_CERTS: caCertificatePath }), 0);
    assert.equal(await exitOf({}), 3);
  });

  it('ends on SIGTERM, and when its parent is gone', async () => {
    const child = run(settings());
    await ready(child);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);

    const orphan = run(settings());
    await ready(orphan);
    orphan.disconnect();
    assert.deepEqual(await once(orphan, 'exit'), [0, null]);
  });

  it('says which port is taken, and fails', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const port = String((holder.address() as AddressInfo).port);
    for (const [name, what] of [['LOCAL_CLOUD_HTTPS_PORT', 'the local cloud'], ['LOCAL_CLOUD_FRONT_PORT', 'the channel front']] as const) {
      const child = run(settings({ [name]: port }));
      const text = await output(child);
      assert.equal(child.exitCode, 1);
      assert.match(text, new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is in use: ${what} cannot start`));
    }
    holder.close();
  });

  it('says what is wrong with its settings, all at once, and fails', async () => {
    const child = run({ PATH: process.env['PATH'] });
    const text = await output(child);
    assert.equal(child.exitCode, 1);
    for (const name of ['LOCAL_CLOUD_STATE_FOLDER', 'LOCAL_CLOUD_FRONT_SECRET', 'LOCAL_CLOUD_BOT_SECRET', 'LOCAL_CLOUD_REMOVER_SECRET']) assert.match(text, new RegExp(name));
  });

  it('does not begin afresh over a state that it cannot read', async () => {
    const child = run(settings());
    await ready(child);
    child.kill('SIGTERM');
    await once(child, 'exit');
    const file = join(folder, 'cloud', 'state.json');
    await writeFile(file, '{"version": 1');
    const again = run(settings());
    const text = await output(again);
    assert.equal(again.exitCode, 1);
    assert.match(text, /state\.json cannot be read/);
    assert.equal(await readFile(file, 'utf8'), '{"version": 1');
    await access(join(folder, 'cloud', 'certificate.pem'));
  });
});
