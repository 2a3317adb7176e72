/** A template expression, read. */
export type Node =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly Node[] }
  | { readonly kind: 'member'; readonly of: Node; readonly name: Node };

/** An expression that Azure would not read either. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const token = /\s*('(?:[^']|'')*'|-?\d+|[A-Za-z_]\w*|[().,[\]])/uy;

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const start = token.lastIndex;
    const [, found] = token.exec(text) ?? [];
    if (found === undefined) throw new ExpressionError(`Unable to parse the language expression '${text}': unexpected character at ${String(start)}.`);
    tokens.push(found);
  }
  return tokens;
}

const read = new Map<string, Node>();

/** Reads what stands between the brackets. The same text is read once. @throws ExpressionError */
export function parse(text: string): Node {
  const known = read.get(text);
  if (known) return known;
  const tokens = tokensOf(text);
  let place = 0;
  const fail = (): never => {
    throw new ExpressionError(`Unable to parse the language expression '${text}'.`);
  };
  const next = (): string => tokens[place++] ?? fail();
  const expect = (wanted: string): void => {
    if (next() !== wanted) fail();
  };

  function list(): readonly Node[] {
    const values: Node[] = [];
    if (tokens[place] === ')') {
      place += 1;
      return values;
    }
    for (;;) {
      values.push(node());
      const after = next();
      if (after === ')') return values;
      if (after !== ',') fail();
    }
  }

  function first(): Node {
    const start = next();
    if (start.startsWith("'")) return { kind: 'literal', value: start.slice(1, -1).replaceAll("''", "'") };
    if (/^-?\d/u.test(start)) return { kind: 'literal', value: Number(start) };
    if (!/^\w/u.test(start)) fail();
    expect('(');
    return { kind: 'call', name: start, values: list() };
  }

  function node(): Node {
    let made = first();
    for (;;) {
      if (tokens[place] === '.') {
        place += 1;
        made = { kind: 'member', of: made, name: { kind: 'literal', value: next() } };
      } else if (tokens[place] === '[') {
        place += 1;
        made = { kind: 'member', of: made, name: node() };
        expect(']');
      } else return made;
    }
  }

  const made = node();
  if (place < tokens.length) fail();
  read.set(text, made);
  return made;
}
