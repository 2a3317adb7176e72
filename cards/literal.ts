/**
 * Text that people typed, made harmless: it is shown as it was typed, and it can neither style a card, nor reorder the words
 * around it, nor fill it. Nothing here knows a card; `render.ts` applies it to every string.
 */

/** Controls, bidi controls, zero-width marks, tags, private use: invisible, and able to disguise what stands around them. */
const suspicious = /[^\n\t\P{C}]|[\u2028\u2029\u115F\u1160\u3164\uFFA0]|\p{M}{5}/u;
/** Most texts: letters of Latin scripts, digits, usual punctuation. Told quickly, because every text of every card is asked. */
const harmless = /^[\n\t -~\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u20AC]*$/;
const lineBreaks = /\r\n?|[\u2028\u2029\u0085\v\f]/gu;
const invisible = /[\u115F\u1160\u3164\uFFA0]|[^\n\t\u200C\u200D\P{C}]/gu;
const looseJoiners = /(?<![\p{L}\p{M}\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])[\u200C\u200D]+|(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\u200C\u200D]+|([\u200C\u200D])[\u200C\u200D]+/gu;
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * `text` without what cannot be seen: control characters, bidi controls, zero-width marks (joiners stay where a script or an emoji
 * needs them), stacks of more than four combining marks. Line feeds and tabs stay; lone surrogates become U+FFFD.
 */
export function visible(text: string): string {
  if (harmless.test(text)) return text;
  if (!suspicious.test(text)) return text.isWellFormed() ? text : text.toWellFormed();
  return text.toWellFormed().replace(lineBreaks, '\n').replace(invisible, '').replace(looseJoiners, '$1').replace(stackedMarks, '$1');
}

/** At most `max` UTF-16 units of `text`, on one line; what is cut off is shown by an ellipsis. */
export function oneLine(text: string, max: number): string {
  return cut(visible(text.slice(0, max * 4)).replace(/\s+/gu, ' ').trim(), max);
}

/** The paragraphs of `text`, at most `max` UTF-16 units together and at most `most` of them; the rest follows in the last. */
export function paragraphs(text: string, max: number, most = 12): readonly string[] {
  const lines = cut(visible(text.slice(0, max * 4)).trim(), max)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];
}

/** `text` if it is at most `max` UTF-16 units long, else its beginning and an ellipsis; never half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).toWellFormed().replace(/\uFFFD$/u, '').trimEnd()}…`;
}

/** Where CommonMark begins something inside a line. Escaped only there: a client that knows no escapes would show the backslash. */
const inline = /[\\`*[]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<=~)~/gu;
/** Where CommonMark begins a heading, a list, a quotation or a rule: at the start of a line. */
const atStart = /^(?:#(?=#{0,5}(?:\s|$))|>|[+-](?=\s|$)|-(?=[\s-]*$)|=(?=[\s=]*$))/u;
const numbered = /^(\d{1,9})(?=[.)](?:\s|$))/u;

/** Without any of these, a text means nothing in Markdown. */
const mayMean = /[\\`*[_<&~#>+=\n-]|^\s|\s$|^\d/u;

/** `text` as Markdown that shows exactly `text`, for TextBlock and FactSet; each line becomes a paragraph. */
export function escapeMarkdown(text: string): string {
  if (!mayMean.test(text)) return text;
  return text
    .split('\n')
    .map((line) => line.trim().replace(inline, '\\$&').replace(atStart, '\\$&').replace(numbered, '$1\\'))
    .join('\n\n');
}

/** Breaks the macros by which an Adaptive Card writes dates (`{{DATE(…)}}`), so that they are shown as typed. */
export function withoutMacros(text: string): string {
  return text.includes('{{') ? text.replace(/\{\{(?=DATE\(|TIME\()/gu, '{\u2060{') : text;
}
