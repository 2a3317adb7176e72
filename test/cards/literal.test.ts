import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cut, escapeMarkdown, oneLine, paragraphs, visible, withoutMacros } from '../../cards/literal.js';
import { unescaped } from './reading.js';

/** Strings rich in what Markdown, templates and disguises are made of. */
const nasty = fc.string({
  unit: fc.constantFrom('a', 'B', '1', ' ', '\n', '\t', '*', '_', '`', '[', ']', '(', ')', '<', '>', '#', '+', '-', '=', '.', '!', '|', '~', '&', ';', '\\', '$', '{', '}', ':', '/', 'é', '漢', '😀', '\u202E', '\u200B', '\u0301'),
  maxLength: 80,
});
const trimmed = (text: string): string => text.split('\n').map((line) => line.trim()).join('\n');

describe('text that people typed', () => {
  it('is shown as it was typed once the escapes are taken away', () => {
    fc.assert(fc.property(nasty, (text) => unescaped(escapeMarkdown(text)) === trimmed(text).replaceAll('\n\n', '\n') || unescaped(escapeMarkdown(text)).replaceAll('\n', '') === trimmed(text).replaceAll('\n', '')));
  });

  it('cannot begin emphasis, code, a link, an image, a tag or an entity', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const withoutEscapes = escapeMarkdown(text).replace(/\\[!-/:-@[-`{-~]/g, '\u0000');
        assert.doesNotMatch(withoutEscapes, /[*`[]|<[A-Za-z/!?]|&#?\w+;|~~/u);
        assert.doesNotMatch(withoutEscapes, /(?<![A-Za-z0-9_])_|_(?![A-Za-z0-9_])/u);
      }),
    );
  });

  it('cannot begin a heading, a list, a quotation or a rule', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        for (const line of escapeMarkdown(text).split('\n\n')) assert.doesNotMatch(line, /^(#{1,6}(\s|$)|>|[+-](\s|$)|\d{1,9}[.)](\s|$)|-[\s-]*$)/u);
      }),
    );
  });

  it('keeps names of fields, shares and signs readable, without an escape', () => {
    for (const text of ['ejection_fraction < 40 % & NYHA >= 2', 'DS-0007 · CT scans (2019–2024)', 'a-b+c=d, ~100 patients!', '3.5 mg', 'C:/data']) assert.equal(escapeMarkdown(text), text);
  });

  it('loses what cannot be seen, and keeps every script and emoji', () => {
    assert.equal(visible('a\u202Eb\u200Bc\u2066d\uFEFFe\u00ADf\u0007g'), 'abcdefg');
    for (const text of ['مرحبا', 'שלום', 'नमस्ते', 'می\u200Cخواهم', '👩🏽‍🔬', 'Zoë', 'ไทย', '한국어']) assert.equal(visible(text), text);
    assert.equal(visible('pay\u200Dpal\u200C'), 'paypal');
    assert.equal(visible('a\r\nb\u2028c'), 'a\nb\nc');
    assert.equal(visible(`e${'\u0301'.repeat(50)}`), `e${'\u0301'.repeat(4)}`);
  });

  it('holds no control, no bidi control and no lone surrogate, whatever came in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const seen = visible(text);
        assert.ok(seen.isWellFormed());
        assert.doesNotMatch(seen, /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/u);
        assert.equal(visible(seen), seen);
      }),
    );
  });

  it('is cut to its room, with an ellipsis and without half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 2, max: 60 }), (text, max) => {
        for (const short of [oneLine(text, max), cut(text, max)]) {
          assert.ok(short.length <= max && short.isWellFormed());
        }
        assert.ok(paragraphs(text, max).join('').length <= max);
      }),
    );
    assert.equal(oneLine('one\n  two   three', 8), 'one two…');
    assert.equal(cut('ab😀', 3), 'ab…');
  });

  it('is one line where a name stands, and at most twelve paragraphs where a text stands', () => {
    assert.equal(oneLine(' a\n\tb ', 10), 'a b');
    assert.deepEqual(paragraphs('a\n\n b \nc', 100), ['a', 'b', 'c']);
    assert.equal(paragraphs('x\n'.repeat(50), 2_000).length, 12);
    assert.deepEqual(paragraphs(' \n ', 10), []);
  });

  it('cannot write a date by the macros of a card', () => {
    assert.doesNotMatch(withoutMacros('{{DATE(2020-01-01T00:00:00Z, SHORT)}} {{TIME(2020-01-01T00:00:00Z)}}'), /\{\{(DATE|TIME)\(/);
    assert.equal(withoutMacros('{{mustache}}'), '{{mustache}}');
  });
});
