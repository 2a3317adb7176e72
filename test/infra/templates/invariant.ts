import { strict as assert } from 'node:assert';
import type { RenderedTemplate } from '../../../infra/templates/arm/template.js';
import { copyOf, type BuiltTemplate } from './built-resources.js';

/** Something that holds of a template, and what would break it. */
export interface Invariant {
  readonly name: string;
  /** Every place where it does not hold. */
  faults(template: BuiltTemplate): readonly string[];
  /** Each change makes at least one fault. */
  readonly brokenBy: Readonly<Record<string, (template: BuiltTemplate) => void>>;
}

/** Builds at the first call and not again. */
export function once(build: () => RenderedTemplate): () => RenderedTemplate {
  let built: RenderedTemplate | undefined;
  return () => (built ??= build());
}

/** One test that it holds, and one for each change that it has to notice. */
export function holds(invariant: Invariant, build: () => RenderedTemplate): void {
  it(invariant.name, () => assert.deepEqual(invariant.faults(copyOf(build())), []));
  for (const [change, mutate] of Object.entries(invariant.brokenBy)) {
    it(`${invariant.name}: notices ${change}`, () => {
      const template = copyOf(build());
      const before = JSON.stringify(template);
      mutate(template);
      assert.notEqual(JSON.stringify(template), before, 'the change changes nothing');
      assert.notDeepEqual(invariant.faults(template), [], 'nothing was noticed');
    });
  }
}

/** One test that it holds, where what would break it has been shown elsewhere. */
export const holdsToo = (invariant: Invariant, build: () => RenderedTemplate): void => {
  it(invariant.name, () => assert.deepEqual(invariant.faults(copyOf(build())), []));
};
