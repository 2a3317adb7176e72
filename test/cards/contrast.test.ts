import assert from 'node:assert/strict';
import { contrastOf, placedTexts } from './contrast.js';
import { themes } from './host-config.js';

const text = { text: 'Active', style: 'default', color: 'default', subtle: false };

describe('the measure of contrast', () => {
  it('sees what could not be read in the Playground: green on a green band, yellow on a yellow one, green on white', () => {
    const ratio = (style: string, color: string): string => contrastOf({ ...text, style, color }, themes.playground).toFixed(2);
    assert.deepEqual([ratio('good', 'good'), ratio('warning', 'warning'), ratio('default', 'good'), ratio('attention', 'attention')], ['1.85', '1.18', '2.07', '3.57']);
  });

  it('counts what a paler ink lets through', () => {
    assert.ok(contrastOf({ ...text, subtle: true }, themes.playground) < contrastOf(text, themes.playground));
  });

  it('finds a text with the style of the nearest container that has one', () => {
    const card = { type: 'Container', style: 'good', items: [{ type: 'Container', items: [{ type: 'TextBlock', text: 'Active', color: 'good' }] }] };
    assert.deepEqual([...placedTexts(card)], [{ ...text, style: 'good', color: 'good' }]);
  });
});
