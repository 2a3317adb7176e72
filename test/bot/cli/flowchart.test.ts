import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentOf, operate } from '../../support/operator-terminal.js';

const shipped = (name: string): string => fileURLToPath(new URL(`../../../services/classification/flowcharts/${name}.json`, import.meta.url));

// No database is named and no local stack is found: these commands need neither.
describe('the operators’ commands of flowcharts', () => {
  let folder: string;
  const put = async (name: string, text: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return file;
  };
  /** The shipped participant-risk, after a change to its text. */
  const changed = async (from: string | RegExp, to: string): Promise<string> => {
    const text = await readFile(shipped('participant-risk'), 'utf8');
    assert.notEqual(text.replace(from, to), text);
    return text.replace(from, to);
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'flowchart-command-'));
  });
  after(() => rm(folder, { recursive: true }));

  describe('flowchart list', () => {
    it('lists the flowcharts of the product with their questions, tiers and versions', async () => {
      const { status, out, err } = await operate(['flowchart', 'list']);
      assert.deepEqual({ status, err }, { status: 0, err: '' });
      assert.match(out, /^participant-risk +10 questions {2}tiers 0, 1, 2 {2}version [0-9a-f]{12} {2}.+\nturing-tiers +14 questions {2}tiers 0, 1, 2, 3, 4 {2}version [0-9a-f]{12} {2}.+$/);
    });

    it('lists an institution’s own with --folder, in JSON', async () => {
      const own = await mkdtemp(path.join(folder, 'own-'));
      await writeFile(path.join(own, 'ours.json'), await changed('"name": "participant-risk"', '"name": "ours"'));
      const operated = await operate(['flowchart', 'list', '--folder', own, '--json']);
      const { ok, flowcharts } = documentOf(operated) as { ok: boolean; flowcharts: { name: string; questions: number; tiers: number[] }[] };
      assert.deepEqual(
        [operated.status, ok, flowcharts.map(({ name, questions, tiers }) => [name, questions, tiers])],
        [0, true, [['ours', 10, [0, 1, 2]], ['participant-risk', 10, [0, 1, 2]], ['turing-tiers', 14, [0, 1, 2, 3, 4]]]],
      );
    });

    it('cannot run on a folder with a broken flowchart, and names its faults', async () => {
      const own = await mkdtemp(path.join(folder, 'broken-'));
      await writeFile(path.join(own, 'ours.json'), '{');
      const { status, out, err } = await operate(['flowchart', 'list', '--folder', own]);
      assert.deepEqual({ status, out }, { status: 2, out: '' });
      assert.match(err, /ours\.json: is no JSON/);
    });
  });

  describe('flowchart check', () => {
    it('finds the product’s flowcharts sound, status 0', async () => {
      const files = ['turing-tiers', 'participant-risk'].map(shipped);
      assert.deepEqual(await operate(['flowchart', 'check', ...files]), {
        status: 0,
        out: `${String(files[0])}: sound (turing-tiers, 14 questions).\n${String(files[1])}: sound (participant-risk, 10 questions).`,
        err: '',
      });
    });

    it('names every fault of every file, status 1', async () => {
      const broken = await put('broken.json', (await changed('"yes": { "question": "environment_conditions" }', '"yes": { "question": "nowhere", "tier": 9 }')).replace('"title": "Risk of a study to its participants",', ''));
      const gone = path.join(folder, 'gone.json');
      const operated = await operate(['flowchart', 'check', broken, shipped('turing-tiers'), gone]);
      assert.deepEqual(operated, {
        status: 1,
        out: [
          `${broken}: 5 faults:`,
          '  title: is missing',
          '  questions.confidentiality_agreements.yes.tier: is no tier: a whole number from 0 to 4',
          '  questions.confidentiality_agreements.yes: leads to a question and to a tier: it has to be one of them',
          '  questions.confidentiality_agreements.yes: leads to nowhere, and there is no such question',
          '  questions.environment_conditions: is a second start: no answer leads to it, and the flowchart starts with direct_participant_contact',
          `${shipped('turing-tiers')}: sound (turing-tiers, 14 questions).`,
          `${gone}: one fault:`,
          '  there is no such file',
        ].join('\n'),
        err: '',
      });
    });

    it('says kind and place of each fault in one JSON document', async () => {
      const cyclic = await put('cyclic.json', await changed('"no": { "tier": 0 }', '"no": { "question": "identifiable_data" }'));
      const operated = await operate(['flowchart', 'check', cyclic, '--json']);
      assert.equal(operated.status, 1);
      assert.deepEqual(documentOf(operated), {
        ok: false,
        files: [
          {
            file: cyclic,
            name: null,
            questions: null,
            faults: [{ kind: 'cycle', place: 'questions.confidentiality_agreements.no', says: 'closes a cycle: identifiable_data → confidentiality_agreements → identifiable_data' }],
          },
        ],
      });
    });

    it('cannot run without a file', async () => {
      const { status, err } = await operate(['flowchart', 'check']);
      assert.equal(status, 2);
      assert.match(err, /^Missing required argument 'files'/);
    });
  });

  describe('flowchart diagram', () => {
    it('draws a flowchart for Mermaid: each question with two arrows, each tier once', async () => {
      const { status, out } = await operate(['flowchart', 'diagram', 'turing-tiers']);
      const lines = out.split('\n');
      assert.deepEqual([status, lines[0], lines.length], [0, 'flowchart TD', 1 + 14 * 3 + 5]);
      assert.equal(lines[1], '  q_open_generate_new["Will the work itself produce personal data?"]');
      assert.ok(lines.includes('  q_no_reidentify_absolute -->|No| q_no_reidentify_strong'));
    });

    it('names the flowcharts there are when there is no such one, status 2', async () => {
      const operated = await operate(['flowchart', 'diagram', 'turing', '--json']);
      assert.equal(operated.status, 2);
      assert.deepEqual(documentOf(operated), { ok: false, error: 'There is no flowchart "turing". The flowcharts are: participant-risk, turing-tiers.' });
    });
  });

  describe('flowchart trace', () => {
    it('answers one JSON line for each row of answers, in their order; status 0 when all lead to a tier', async () => {
      const { status, out, err } = await operate(['flowchart', 'trace', 'turing-tiers', 'NYNNN', 'YY', '--json']);
      assert.deepEqual({ status, err }, { status: 0, err: '' });
      assert.equal(
        out,
        '{"answers":"NYNNN","tier":3,"path":["open_generate_new","closed_personal","public_and_open","no_reidentify","substantial_threat"]}\n{"answers":"YY","tier":4,"path":["open_generate_new","substantial_threat"]}',
      );
    });

    it('says on its line what is wrong with answers that are too short, too long or have other letters; status 1', async () => {
      const { status, out, err } = await operate(['flowchart', 'trace', 'participant-risk', 'NN', 'NNN', 'NNNY', 'NXN', '', '--json']);
      assert.deepEqual({ status, err }, { status: 1, err: '' });
      assert.deepEqual(
        out.split('\n').map((line) => JSON.parse(line) as unknown),
        [
          { answers: 'NN', error: 'too short: after 2 answers the question confidentiality_agreements is open' },
          { answers: 'NNN', tier: 0, path: ['direct_participant_contact', 'identifiable_data', 'confidentiality_agreements'] },
          { answers: 'NNNY', error: 'too long: 3 answers lead to tier 0, 1 more is given' },
          { answers: 'NXN', error: 'other letter: "X" in place 2; answers are written with capital Y and N' },
          { answers: '', error: 'too short: after 0 answers the question direct_participant_contact is open' },
        ],
      );
    });

    it('says the same to people', async () => {
      const { status, out } = await operate(['flowchart', 'trace', 'participant-risk', 'YY', 'Y']);
      assert.equal(status, 1);
      assert.equal(out, 'YY: tier 2, by direct_participant_contact yes, special_category_population yes.\n"Y": too short: after 1 answer the question special_category_population is open.');
    });

    it('cannot run without answers, nor on a flowchart that is not there', async () => {
      assert.match((await operate(['flowchart', 'trace', 'turing-tiers'])).err, /^Missing required argument 'answers'/);
      assert.equal((await operate(['flowchart', 'trace', 'nowhere', 'YY'])).status, 2);
    });
  });

  it('stand in the help, which says that they need no database', async () => {
    const told = (await operate(['--help'])).out.replace(/\s+/g, ' ');
    for (const command of ['flowchart list', 'flowchart check', 'flowchart diagram', 'flowchart trace']) assert.ok(told.includes(command), command);
    assert.match(told, /without a database record verify, flowchart list/);
    assert.match((await operate(['flowchart', 'trace', '--help'])).out.replace(/\s+/g, ' '), /one document on a line for each ANSWERS/);
  });
});
