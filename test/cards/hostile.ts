/** Texts that people could type to harm a card, each as long as they like. */
export const hostileTexts: Readonly<Record<string, string>> = {
  markdown: '# *bold* _it_ [link](https://evil.example) ![x](y) `code` ~~no~~ > - 1. | & &amp; <b>',
  html: '<script>alert(1)</script><img src=x onerror=alert(1)>&lt;',
  bindings: '${$root.actions} ${if(true, 1, 2)} `${x}` {{DATE(2020-01-01T00:00:00Z)}} {name} {0, plural, other {#}}',
  bidi: '\u202Egnihton\u202C \u2066a\u2069 \u200F\u200Bzero\u2060width\uFEFF\u00AD',
  'ten thousand letters': 'a'.repeat(10_000),
  'ten thousand characters of three bytes': '漢'.repeat(10_000),
  'ten thousand emoji': '👩🏽‍🔬'.repeat(1_500),
  'ten thousand backslashes': '\\'.repeat(10_000),
  'ten thousand quotes': '"'.repeat(10_000),
  'ten thousand stars': '*'.repeat(10_000),
  'ten thousand lines': 'x\n'.repeat(5_000),
  'ten thousand controls': '\u0001\u0000\uE000'.repeat(3_333),
  'ten thousand marks': `e${'\u0301'.repeat(9_999)}`,
};

const typed = new Set(['name', 'title', 'purpose', 'comment', 'summary', 'provider', 'region', 'covers', 'failure', 'said', 'label', 'actor', 'reason', 'query', 'names', 'keywords', 'formats', 'askAbout', 'until', 'who', 'reference', 'subject', 'what']);

/** Puts `text` where people typed: names, purposes, comments, what was said; keys, ids and dates stay. */
export function saying(text: string): <View>(view: View) => View {
  const say = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return typed.has(key) ? text : value;
    if (Array.isArray(value)) return value.map((item) => say(item, key));
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, item]) => [inner, say(item, inner)]));
  };
  return <View>(view: View): View => say(view, '') as View;
}
