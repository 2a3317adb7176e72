import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeAppPackage } from '../../manifest/app-package.js';
import { readSettings } from '../../manifest/settings.js';
import { zip } from '../../manifest/zip.js';
import { LockkeeperError } from '../../services/context/index.js';
import { defaults, manifestFolder, organisation } from './package-fixture.js';
import { readZip } from './read-zip.js';

const { values } = readSettings(organisation, defaults);

describe('manifest: the app package', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-package-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs `npm run package`'s script with these settings and no others. */
  function run(settings: Readonly<Record<string, string>>, ...options: readonly string[]): { readonly status: number | null; readonly said: string; readonly out: string } {
    const out = path.join(folder, 'app.zip');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx/esm', path.join(manifestFolder, 'package.ts'), '--out', out, ...options], { env: settings, encoding: 'utf8', cwd: path.dirname(manifestFolder) });
    return { status, said: stdout + stderr, out };
  }

  it('holds manifest, icons and strings at its root, as they lie in the folder but filled', async () => {
    const files = readZip(await zip(await makeAppPackage(manifestFolder, values)));
    assert.deepEqual(files.map(({ name }) => name), ['manifest.json', 'color.png', 'outline.png', 'en.json']);
    for (const icon of ['color.png', 'outline.png']) assert.deepEqual(files.find(({ name }) => name === icon)?.content, readFileSync(path.join(manifestFolder, 'icons', icon)));
    const manifest = JSON.parse(String(files[0]?.content)) as { readonly id: string; readonly developer: { readonly name: string } };
    assert.deepEqual([manifest.id, manifest.developer.name], [organisation.TEAMS_APP_ID, organisation.DEVELOPER_NAME]);
    for (const { name, content } of files.filter(({ name }) => name.endsWith('.json'))) assert.doesNotMatch(String(content), /\$\{\{|\}\}/, name);
  });

  it('has the same bytes whenever and wherever it is made', async () => {
    const before = process.env['TZ'];
    const made: Buffer[] = [];
    try {
      for (const zone of ['UTC', 'Pacific/Auckland']) {
        process.env['TZ'] = zone;
        made.push(await zip(await makeAppPackage(manifestFolder, values)));
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
    assert.deepEqual(made[0], made[1]);
    // 1 January 2000, 00:00: years since 1980, month and day in 7, 4 and 5 bits (PKWARE APPNOTE, 4.4.6).
    assert.deepEqual([...new Set(readZip(made[0]!).map(({ date, time }) => `${String(date)} ${String(time)}`))], [`${String((20 << 9) | (1 << 5) | 1)} 0`]);
  });

  it('is not made from files with faults, all of which are named', async () => {
    cpSync(manifestFolder, folder, { recursive: true });
    const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as object;
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ ...manifest, accentColor: 'teal', showLoadingIndicator: '${{NOBODY}}' }));
    cpSync(path.join(folder, 'icons/color.png'), path.join(folder, 'icons/outline.png'));
    const strings = JSON.parse(readFileSync(path.join(folder, 'strings/en.json'), 'utf8')) as object;
    writeFileSync(path.join(folder, 'strings/en.json'), JSON.stringify({ ...strings, 'composeExtensions[0].commands[0].title': 'Data' }));
    await assert.rejects(makeAppPackage(folder, values), (error) => {
      assert.ok(error instanceof LockkeeperError);
      for (const named of ['manifest.json showLoadingIndicator: nothing fills ${{NOBODY}}', 'manifest.json /accentColor', 'outline.png is no PNG of 32 × 32 pixels', 'en.json composeExtensions[0].commands[0].title: the manifest says something else']) {
        assert.ok(error.userMessage.includes(named), `${named} in ${error.userMessage}`);
      }
      return true;
    });
  });

  it('npm run package makes an example without settings, and says that it is one', () => {
    const { status, said, out } = run({});
    assert.equal(status, 0, said);
    assert.match(said, /an example with the ids of the local tenant/);
    assert.equal((JSON.parse(String(readZip(readFileSync(out))[0]?.content)) as { readonly name: { readonly short: string } }).name.short, 'Lockkeeper (local)');
  });

  it('npm run package makes an organisation’s package from its settings', () => {
    const { status, said, out } = run(organisation, '--organisation');
    assert.equal(status, 0, said);
    assert.doesNotMatch(said, /example/);
    assert.equal((JSON.parse(String(readZip(readFileSync(out))[0]?.content)) as { readonly id: string }).id, organisation.TEAMS_APP_ID);
  });

  it('npm run package writes nothing and lists every fault when settings are missing', () => {
    const { status, said, out } = run({ TEAMS_APP_ID: 'none' });
    assert.equal(status, 1);
    assert.deepEqual(said.trim().split('\n').slice(1).map((line) => line.trim().split(':')[0]), Object.keys(organisation));
    assert.equal(existsSync(out), false);
  });
});
