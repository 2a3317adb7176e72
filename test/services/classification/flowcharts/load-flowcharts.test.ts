import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LockkeeperError } from '../../../../services/context/index.js';
import { definitionsOf, loadFlowcharts } from '../../../../services/classification/index.js';
import { fileOf, flowchartOf, shipped, sound } from './flowchart-builder.js';

describe('loading flowcharts', () => {
  let folder: string;
  const put = (name: string, content: unknown): Promise<void> => writeFile(path.join(folder, name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  const refusal = async (): Promise<string> => {
    const error: unknown = await loadFlowcharts(folder).then(() => undefined, (reason: unknown) => reason);
    assert.ok(error instanceof LockkeeperError);
    assert.equal(error.code, 'configuration');
    return error.userMessage;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'flowcharts-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('finds those of the product, by name', async () => {
    assert.deepEqual([...(await loadFlowcharts()).keys()], ['participant-risk', 'turing-tiers']);
  });

  it('finds an institution’s own beside them; files that are no JSON by name are passed over', async () => {
    await put('ours.json', fileOf({ a: [0, 1] }));
    await put('README.md', 'How we classify');
    assert.deepEqual([...(await loadFlowcharts(folder)).keys()], ['made-up', 'participant-risk', 'turing-tiers']);
  });

  it('reads a file with a byte order mark', async () => {
    await put('ours.json', `\uFEFF${JSON.stringify(fileOf({ a: [0, 1] }))}`);
    assert.equal((await loadFlowcharts(folder)).get('made-up')?.questions.size, 1);
  });

  it('names every fault of every file, and its file', async () => {
    await put('one.json', fileOf({ a: ['b', 1] }));
    await put('two.json', fileOf({ a: ['a', 7] }));
    await put('three.json', Buffer.from([0x22, 0xff, 0x22]));
    assert.equal(
      await refusal(),
      [
        'The flowcharts have 4 faults:',
        `  ${path.join(folder, 'one.json')}: questions.a.yes: leads to b, and there is no such question`,
        `  ${path.join(folder, 'three.json')}: is no JSON: the text is not in UTF-8`,
        `  ${path.join(folder, 'two.json')}: questions.a.no.tier: is no tier: a whole number from 0 to 4`,
        `  ${path.join(folder, 'two.json')}: questions.a.yes: closes a cycle: a → a`,
      ].join('\n'),
    );
  });

  it('lets no own flowchart take the name of another', async () => {
    await put('ours.json', { ...fileOf({ a: [0, 1] }), name: 'turing-tiers' });
    assert.match(await refusal(), /ours\.json: name: is turing-tiers, as in .*turing-tiers\.json$/);
  });

  it('names a folder that cannot be read', async () => {
    const gone = path.join(folder, 'gone');
    await assert.rejects(loadFlowcharts(gone), (error: unknown) => error instanceof LockkeeperError && error.userMessage === `The folder of flowcharts ${gone} cannot be read (ENOENT).`);
  });

  it('gives a flowchart the version of its content, whatever the layout; the content can be read again', () => {
    const file = fileOf({ a: [0, 1] });
    const flowchart = sound(file);
    assert.equal(flowchart.version, hash('sha256', flowchart.content));
    assert.deepEqual(JSON.parse(flowchart.content), file);
    assert.equal(sound(Object.fromEntries(Object.entries(file).reverse()) as typeof file).version, flowchart.version);
    assert.notEqual(flowchartOf({ a: [0, 2] }).version, flowchart.version);
  });

  it('gives the definitions of a question with those on which they rest, each once', async () => {
    const { definitions, questions } = await shipped('turing-tiers');
    const keys = definitionsOf(questions.get('closed_personal')?.definitions ?? [], definitions).map(({ key }) => key);
    assert.deepEqual(keys, ['personal-data', 'pseudonymised-data', 'living-individual']);
  });
});
