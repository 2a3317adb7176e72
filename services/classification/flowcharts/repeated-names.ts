/** A name that an object of a JSON text has more than once; the parser would keep the last and say nothing. */
export interface RepeatedName {
  /** Names and positions from the root to the object. */
  readonly at: readonly (string | number)[];
  readonly name: string;
}

/** An object or array that is being read. */
interface Open {
  /** Undefined in an array. */
  readonly names: Set<string> | undefined;
  /** Where the value being read stands in its parent: a name or a position. */
  place: string | number;
  expectsName: boolean;
}

/** Finds the repeated names of a text that `JSON.parse` has accepted. Depth and length of the text do not matter. */
export function repeatedNames(text: string): readonly RepeatedName[] {
  const found: RepeatedName[] = [];
  const stack: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const open = stack.at(-1);
    switch (text.charAt(at)) {
      case '{':
        stack.push({ names: new Set(), place: '', expectsName: true });
        break;
      case '[':
        stack.push({ names: undefined, place: 0, expectsName: false });
        break;
      case '}':
      case ']':
        stack.pop();
        break;
      case ',':
        next(open);
        break;
      case '"': {
        const end = endOfString(text, at);
        if (open?.names && open.expectsName) {
          const name = String(JSON.parse(text.slice(at, end + 1)));
          if (open.names.has(name)) found.push({ at: stack.slice(0, -1).map(({ place }) => place), name });
          open.names.add(name);
          open.place = name;
          open.expectsName = false;
        }
        at = end;
      }
    }
  }
  return found;
}

/** Position of the quotation mark that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) if (!isEscaped(text, at)) return at;
  return text.length;
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text[from - 1] === '\\') from -= 1;
  return (at - from) % 2 === 1;
}

function next(open: Open | undefined): void {
  if (!open) return;
  if (open.names) open.expectsName = true;
  else if (typeof open.place === 'number') open.place += 1;
}
