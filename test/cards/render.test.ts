import assert from 'node:assert/strict';
import { render } from '../../cards/render.js';
import { wording } from '../../cards/wording.js';
import { format } from './samples.js';

const words = wording(format);
const data = { title: 'RQ-0012', lines: [{ text: 'In review' }], next: 'Wait.' };

describe('filling a template', () => {
  it('gives the card, its language and its summary', () => {
    const { content, summary } = render('mention', words, 'RQ-0012 · in review', data);
    assert.equal(summary, 'RQ-0012 · in review');
    assert.equal(content['lang'], 'en');
    assert.equal(content['speak'], summary);
  });

  it('throws where the data lacks what the template names', () => {
    const { next: _left, ...rest } = data;
    assert.throws(() => render('mention', words, 'x', rest), /lacks/);
    assert.throws(() => render('mention', words, 'x', { ...data, lines: [{ word: 'In review' }] }), /lacks/);
    assert.throws(() => render('mention', words, 'x', { ...data, next: undefined }), /lacks/);
  });

  it('throws where a text is an object, a list, a date or nothing', () => {
    for (const wrong of [{ a: 1 }, ['a'], new Date(0), null]) assert.throws(() => render('mention', words, 'x', { ...data, next: wrong }));
  });

  it('takes bindings that people typed as text', () => {
    const typed = '${title} and ${$root.next}';
    const { content } = render('mention', words, 'x', { ...data, title: typed });
    assert.equal((content['body'] as readonly { readonly text: string }[])[0]?.text, typed);
  });

  it('fills the same template again and again without leaving traces', () => {
    const first = render('mention', words, 'x', data);
    render('mention', words, 'y', { ...data, title: 'RQ-0013', lines: [] });
    assert.deepEqual(render('mention', words, 'x', data), first);
  });

  it('does not change its data', () => {
    const frozen = Object.freeze({ ...data, lines: Object.freeze([Object.freeze({ text: '*a*' })]) });
    render('mention', words, 'x', frozen);
    assert.equal(frozen.lines[0]?.text, '*a*');
  });
});
