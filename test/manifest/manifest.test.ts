import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TurnContext } from 'botbuilder';
import { MessageExtension } from '../../bot/routes/message-extension.js';
import { readCommand } from '../../bot/routes/read-command.js';
import { setTurn, type Turn } from '../../bot/turn.js';
import { textsIn, type Json } from '../../manifest/json.js';
import { fillPlaceholders, findOpenPlaceholders, placeholders } from '../../manifest/placeholders.js';
import { findSchemaFaults, manifestVersion } from '../../manifest/schemas.js';
import { readSettings } from '../../manifest/settings.js';
import { findStringFaults, translatedTexts } from '../../manifest/strings.js';
import { defaults, manifestFolder, organisation } from './package-fixture.js';

interface Manifest {
  readonly $schema: string;
  readonly manifestVersion: string;
  readonly localizationInfo: { readonly defaultLanguageFile: string; readonly additionalLanguages?: readonly { readonly file: string }[] };
  readonly bots: readonly [{ readonly scopes: readonly string[]; readonly supportsFiles: boolean; readonly commandLists: readonly { readonly scopes: readonly string[]; readonly commands: readonly { readonly title: string }[] }[] }];
  readonly composeExtensions: readonly [{ readonly commands: readonly { readonly id: string; readonly parameters: readonly { readonly name: string }[] }[] }];
  readonly permissions: readonly string[];
  readonly validDomains: readonly string[];
  readonly webApplicationInfo: { readonly id: string; readonly resource: string };
}

const read = (file: string): Json => JSON.parse(readFileSync(path.join(manifestFolder, file), 'utf8')) as Json;
const { values } = readSettings(organisation, defaults);
const template = read('manifest.json');
const filled = fillPlaceholders(template, values);
const manifest = filled as unknown as Manifest;
const languageFiles = readdirSync(path.join(manifestFolder, 'strings'));

describe('manifest', () => {
  const { fetch } = globalThis;
  before(() => {
    globalThis.fetch = () => assert.fail('the schema must not be fetched');
  });
  after(() => {
    globalThis.fetch = fetch;
  });

  it('fits Microsoft’s schema of its version, without a network', async () => {
    assert.equal(manifest.manifestVersion, manifestVersion);
    assert.match(manifest.$schema, new RegExp(`/teams/v${manifestVersion.replace('.', '\\.')}/MicrosoftTeams\\.schema\\.json$`));
    assert.deepEqual(await findSchemaFaults(filled, 'MicrosoftTeams.schema'), []);
  });

  it('would not fit with an id that is none, a missing part and an invented one: each is named', async () => {
    const { description, ...rest } = filled as { readonly [key: string]: Json };
    assert.ok(description);
    const faults = await findSchemaFaults({ ...rest, id: 'lockkeeper', invented: true }, 'MicrosoftTeams.schema');
    for (const named of ['description', 'invented', '/id']) assert.ok(faults.some((fault) => fault.includes(named)), `${named} in ${faults.join('\n')}`);
  });

  it('leaves open what an organisation decides, and only that', () => {
    const open = [...new Set(textsIn(template).flatMap(({ text }) => text.match(/(?<=\$\{\{)[^}]*(?=\}\})/g) ?? []))];
    assert.deepEqual(open.sort(), [...placeholders].sort());
    assert.deepEqual(findOpenPlaceholders(filled), []);
  });

  it('a placeholder that nothing fills is named with its place', () => {
    assert.deepEqual(findOpenPlaceholders(fillPlaceholders({ name: { short: 'Lock ${{BOT_ID}} ${{NOBODY}}' } }, values)), [`name.short: nothing fills Lock ${values.BOT_ID} \${{NOBODY}}`]);
  });

  it('offers the bot in personal chats only, because decisions are personal', () => {
    assert.deepEqual(manifest.bots[0].scopes, ['personal']);
    assert.deepEqual(manifest.bots[0].commandLists.map(({ scopes }) => scopes), [['personal']]);
  });

  it('takes no files and asks for nothing but who somebody is', () => {
    assert.equal(manifest.bots[0].supportsFiles, false);
    assert.deepEqual(manifest.permissions, ['identity']);
    assert.equal('authorization' in manifest || 'devicePermissions' in manifest, false);
  });

  it('trusts the bot’s own host and the sign-in page, no others', () => {
    assert.deepEqual(manifest.validDomains, [organisation.BOT_DOMAIN, 'token.botframework.com']);
  });

  it('signs people in to the bot’s own API', () => {
    assert.deepEqual(manifest.webApplicationInfo, { id: organisation.MICROSOFT_APP_ID, resource: `api://botid-${organisation.MICROSOFT_APP_ID}` });
  });

  for (const { title } of manifest.bots[0].commandLists.flatMap(({ commands }) => commands)) {
    it(`the command “${title}” is one that the bot understands, and changes nothing by being chosen`, () => {
      const { kind } = readCommand(title);
      assert.notEqual(kind, 'unknown');
      assert.ok(!['withdraw', 'leave', 'code'].includes(kind));
    });
  }

  it('its search commands are those that the message extension answers, with the words where it looks for them', async () => {
    for (const { id, parameters } of manifest.composeExtensions[0].commands) {
      assert.deepEqual(parameters.map(({ name }) => name), ['query']);
      assert.equal(await runsAUseCase(id), true, id);
    }
    assert.equal(await runsAUseCase('searchPatients'), false);
    assert.equal(await runsAUseCase(''), true, 'no id means datasets');
  });
});

/** Whether the message extension gets as far as searching for this command. */
async function runsAUseCase(commandId: string): Promise<boolean> {
  let ran = false;
  const context = { activity: { value: { commandId, parameters: [{ name: 'query', value: 'heart' }] } }, turnState: new Map() } as unknown as TurnContext;
  const turn = {
    respond: () => undefined,
    run: () => {
      ran = true;
      return Promise.resolve(commandId === 'searchRequests' ? [] : { items: [] });
    },
  };
  setTurn(context, turn as unknown as Turn);
  await new MessageExtension().search(context);
  return ran;
}

describe('manifest: strings', () => {
  const { localizationInfo } = manifest;

  it('every language file is named by the manifest, and every file it names is there', () => {
    assert.deepEqual([localizationInfo.defaultLanguageFile, ...(localizationInfo.additionalLanguages ?? []).map(({ file }) => file)].sort(), [...languageFiles].sort());
  });

  it('the texts that are translated are name, description, every command and every parameter', async () => {
    const places = [...(await translatedTexts(filled)).keys()];
    const commands = manifest.bots[0].commandLists.flatMap(({ commands }) => commands).length;
    const searches = manifest.composeExtensions[0].commands.length;
    assert.equal(places.length, 4 + 2 * commands + 4 * searches);
    assert.ok(places.includes('composeExtensions[0].commands[1].parameters[0].description'));
  });

  for (const file of languageFiles) {
    const strings = fillPlaceholders(read(path.join('strings', file)), values);
    it(`${file} has each of them, fits Microsoft’s schema and leaves nothing open`, async () => {
      assert.deepEqual(await findStringFaults(strings, filled, file === localizationInfo.defaultLanguageFile ? 'default' : 'additional'), []);
      assert.deepEqual(findOpenPlaceholders(strings), []);
    });

    it(`${file} calls every command by a name that the bot understands`, () => {
      const titles = Object.entries(strings as { readonly [place: string]: string }).filter(([place]) => /^bots\[0\]\.commandLists.*\.title$/.test(place));
      assert.ok(titles.length > 0);
      assert.deepEqual(titles.filter(([, title]) => readCommand(title).kind === 'unknown'), []);
    });
  }

  it('a text that is missing, belongs to nothing, is too long or differs from the manifest is named', async () => {
    const { 'description.short': dropped, ...rest } = fillPlaceholders(read('strings/en.json'), values) as { readonly [place: string]: Json };
    assert.ok(dropped);
    const faults = await findStringFaults({ ...rest, 'name.short': 'Lockkeeper of a hospital with a long name', 'bots[0].commandLists[0].commands[11].title': 'dance' }, filled, 'default');
    for (const named of ['description.short: is missing', 'bots[0].commandLists[0].commands[11].title: the manifest has no such text', 'name.short: the manifest says something else']) {
      assert.ok(faults.includes(named), `${named} in ${faults.join('\n')}`);
    }
    assert.ok(faults.some((fault) => fault.startsWith('/name.short') && fault.includes('30')), faults.join('\n'));
  });
});
