import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { languageOf, texts } from '../../cards/index.js';
import { nodesOf } from './reading.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const catalogues = new Map(readdirSync(join(root, 'cards/strings')).map((file) => [file.replace('.json', ''), JSON.parse(read(`cards/strings/${file}`)) as Record<string, string>]));
const english = catalogues.get('en')!;

/** What the code that speaks to people could look up: its string literals, and its template literals that begin as a key does. */
function mentioned(): readonly RegExp[] {
  const source = ['cards', 'dialogs', 'bot']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => read(join(folder, file))))
    .join('\n');
  const plain = [...source.matchAll(/'([\w-]+(?:\.[\w-]+)*)'/g)].map((match) => match[1]!);
  const made = [...source.matchAll(/`([a-z][\w-]*\.(?:[\w.-]|\$\{[^}`]+\})*)`/g)].map((match) => match[1]!);
  const quoted = (part: string): string => part.replaceAll('.', '\\.');
  return [...new Set([...plain, ...made])].map((literal) => new RegExp(`^${literal.split(/\$\{[^}]+\}/).map(quoted).join('.+')}$`));
}

describe('the words that people see', () => {
  it('are all used', () => {
    const patterns = mentioned();
    assert.deepEqual(Object.keys(english).filter((key) => !patterns.some((pattern) => pattern.test(key))), []);
  });

  it('are the same keys in every language', () => {
    for (const [language, catalogue] of catalogues) assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(english).sort(), language);
  });

  it('are well-formed messages, in every language with the same values to fill in', () => {
    const names = (pattern: string): readonly string[] => [...new Set([...JSON.stringify(new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true }).getAst()).matchAll(/"type":[1-6],"value":"(\w+)"/g)].map((match) => match[1]!))].sort();
    for (const [language, catalogue] of catalogues) for (const [key, pattern] of Object.entries(catalogue)) assert.deepEqual(names(pattern), names(english[key]!), `${language} ${key}`);
  });

  it('are none of them empty, and none of them HTML', () => {
    for (const catalogue of catalogues.values()) for (const [key, pattern] of Object.entries(catalogue)) assert.match(pattern, /^[^<>]+$/, key);
  });

  it('stand in the catalogues alone: templates hold bindings where people read', () => {
    for (const file of readdirSync(join(root, 'cards/templates'))) {
      for (const node of nodesOf(JSON.parse(read(`cards/templates/${file}`)))) {
        for (const key of ['text', 'title', 'label', 'placeholder', 'errorMessage', 'altText', 'speak', 'fallbackText']) {
          if (node[key] !== undefined) assert.match(String(node[key]), /^\$\{[\w.]+\}$/, `${file} ${key}`);
        }
      }
    }
  });

  it('throw where a value is missing, instead of leaving a gap', () => {
    assert.throws(() => texts('en')('next.active'), /until/);
  });

  it('follow the client in the languages that there are, and are English otherwise', () => {
    assert.equal(languageOf('en-US'), 'en');
    assert.equal(languageOf('xx-YY'), 'en');
    assert.equal(languageOf(undefined), 'en');
  });
});
