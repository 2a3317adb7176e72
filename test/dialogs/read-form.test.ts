import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wording, type FormField } from '../../cards/index.js';
import { readForm } from '../../dialogs/read-form.js';
import { TestClock, testOrganisation } from '../support/surroundings.js';

const context = { clock: new TestClock(), organisation: testOrganisation };
const words = wording({ language: 'en', timeZone: 'Europe/London' });
const choices = [{ title: 'R', value: 'r' }, { title: 'Python', value: 'python' }];
const fieldOf = (kind: FormField['kind'], required: boolean): FormField => {
  const asked = { id: 'it', label: 'It', required };
  switch (kind) {
    case 'text':
    case 'long-text':
      return { ...asked, kind, max: 10 };
    case 'date':
      return { ...asked, kind, earliest: '2026-11-23', latest: '2027-11-23' };
    case 'person':
      return { ...asked, kind };
    case 'choice':
    case 'choices':
      return { ...asked, kind, choices };
    case 'toggle':
      return { ...asked, kind, statement: 'Yes' };
    default:
      return kind satisfies never;
  }
};
const kinds: readonly FormField['kind'][] = ['text', 'long-text', 'date', 'person', 'choice', 'choices', 'toggle'];
const faultOf = (field: FormField, typed: string): string | undefined => readForm(context, [field], { it: typed }, words).faults[0]?.key;

describe('answers to a form', () => {
  for (const kind of kinds) {
    it(`${kind}: nothing is an answer where none is required, and a fault where one is`, () => {
      for (const nothing of ['', '  ', '\n']) {
        assert.equal(faultOf(fieldOf(kind, false), nothing), undefined);
        assert.equal(faultOf(fieldOf(kind, true), nothing), `form-error.missing-${kind}`);
      }
      assert.equal(readForm(context, [fieldOf(kind, true)], {}, words).faults.length, 1, 'a field that was not sent is one that was left empty');
    });
  }

  const cases: readonly (readonly [kind: FormField['kind'], typed: string, fault: string | undefined])[] = [
    ['text', '0123456789', undefined],
    ['text', '01234567890', 'form-error.too-long'],
    ['date', 'tomorrow', undefined],
    ['date', '22 November 2026', 'form-error.too-early'],
    ['date', '24 November 2027', 'form-error.too-late'],
    ['date', '04/05/2027', 'dialog-error.until-ambiguous'],
    ['date', 'soon', 'dialog-error.until-unreadable'],
    ['date', 'x'.repeat(61), 'dialog-error.until-unreadable'],
    ['date', '30 February 2027', 'dialog-error.until-impossible'],
    ['choice', 'r', undefined],
    ['choice', 'r,python', 'dialog-error.choice-unknown'],
    ['choice', 'perl', 'dialog-error.choice-unknown'],
    ['choices', 'r,python', undefined],
    ['choices', 'r,perl', 'dialog-error.choice-unknown'],
    ['toggle', 'false', 'form-error.missing-toggle'],
    ['toggle', 'true', undefined],
  ];
  for (const [kind, typed, fault] of cases) {
    it(`${kind} “${typed.slice(0, 20)}”: ${fault ?? 'fits'}`, () => {
      assert.equal(faultOf(fieldOf(kind, true), typed), fault);
    });
  }

  it('whatever is typed, a choice is never one that was not offered, and a text never longer than the field', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const { values } = readForm(context, [{ ...fieldOf('choice', false), id: 'one' }, { ...fieldOf('choices', false), id: 'many' }, { ...fieldOf('text', false), id: 'words' }], { one: typed, many: typed, words: typed }, words);
        assert.ok([null, 'r', 'python'].includes(values.choice('one')));
        for (const chosen of values.choices('many')) assert.ok(['r', 'python'].includes(chosen));
        assert.ok(values.text('words').length <= 10);
      }),
    );
  });
});
