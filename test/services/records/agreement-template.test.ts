import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LockkeeperError } from '../../../services/context/index.js';
import { fillIn, loadAgreementTemplate, placeholders, type AgreementText } from '../../../services/records/index.js';

const own: AgreementText = {
  title: 'Our agreement on {dataset}',
  sections: [{ heading: 'Who', paragraphs: ['{provider} and {institution}, for {project}, from {startsOn} to {endsOn}.'] }],
  signatures: [{ party: '{provider}', says: 'Signed' }, { party: '{institution}', says: 'Signed' }],
};
const values = Object.fromEntries(placeholders.map((name) => [name, `<${name}> {purpose}`])) as Record<(typeof placeholders)[number], string>;

describe('the template of agreements', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-template-'));
  });
  after(() => rm(folder, { recursive: true }));

  const load = async (content: string): ReturnType<typeof loadAgreementTemplate> => {
    const file = path.join(folder, 'agreement.json');
    await writeFile(file, content);
    return loadAgreementTemplate(file);
  };

  it('that comes with the product is sound', async () => {
    const { version, text } = await loadAgreementTemplate();
    assert.match(version, /^[0-9a-f]{64}$/);
    assert.ok(text.sections.length > 3);
  });

  it('can be an institution’s own; what is filled in stays text, braces and all', async () => {
    const text = fillIn(await load(JSON.stringify(own)), values);
    assert.equal(text.title, 'Our agreement on <dataset> {purpose}');
    assert.ok(text.sections[0]?.paragraphs[0]?.startsWith('<provider> {purpose} and <institution> {purpose}, for'));
  });

  const faults: Readonly<Record<string, readonly [RegExp, string]>> = {
    'is no JSON': [/is no JSON/, 'Agreement'],
    'names what nobody knows': [/\{price\}/, JSON.stringify({ ...own, title: '{dataset} {price}' })],
    'leaves out what has to be there': [/does not name \{dataset\}/, JSON.stringify({ ...own, title: 'Ours' })],
    'has nobody to sign': [/signatures/, JSON.stringify({ ...own, signatures: [] })],
    'holds more than a template does': [/form that is needed/, JSON.stringify({ ...own, script: 'x' })],
  };
  for (const [what, [says, content]] of Object.entries(faults)) {
    it(`is refused at start when it ${what}`, async () => {
      await assert.rejects(load(content), (error: unknown) => error instanceof LockkeeperError && error.code === 'configuration' && says.test(error.userMessage));
    });
  }

  it('is refused at start when its file is not there', async () => {
    await assert.rejects(loadAgreementTemplate(path.join(folder, 'none.json')), /cannot be read/);
  });
});
