import { strict as assert } from 'node:assert';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from '../../../infra/templates/build.js';
import { documents, templates } from '../../../infra/templates/documents.js';
import { copyOf, templatesIn } from './built-resources.js';

describe('building the templates', () => {
  let work: string;
  beforeEach(() => (work = mkdtempSync(path.join(os.tmpdir(), 'infra-'))));
  afterEach(() => rmSync(work, { recursive: true }));

  it('gives the same files each time, and leaves no other', () => {
    const folder = path.join(work, 'infra');
    const contents = () => build(folder).map((file) => [path.basename(file), readFileSync(file, 'utf8')]);
    const first = contents();
    writeFileSync(path.join(folder, 'old.json'), '{}');
    assert.deepEqual(contents(), first);
    assert.equal(existsSync(path.join(folder, 'old.json')), false);
    assert.equal(first.length, Object.keys(documents()).length);
  });

  for (const [name, template] of Object.entries(templates())) {
    it(`gives every parameter a meaning and a limit: ${name}`, () => {
      for (const [parameter, declared] of Object.entries(copyOf(template).parameters)) {
        assert.ok(declared.metadata?.description, parameter);
        assert.ok(declared.type === 'bool' || ['minLength', 'maxLength', 'allowedValues', 'minValue', 'maxValue'].some((limit) => limit in declared), parameter);
      }
    });

    it(`waits only for what there is, and never for itself: ${name}`, () => {
      for (const { resources } of templatesIn(copyOf(template))) {
        const done = new Set<string>();
        const visit = (key: string, way: readonly string[]): void => {
          assert.ok(resources[key], `${way.join(' → ')} → ${key}`);
          assert.ok(!way.includes(key), `a circle: ${[...way, key].join(' → ')}`);
          if (done.has(key)) return;
          for (const each of resources[key]?.dependsOn ?? []) visit(each, [...way, key]);
          done.add(key);
        };
        for (const key of Object.keys(resources)) visit(key, []);
      }
    });
  }
});
