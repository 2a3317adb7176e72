import { createHash } from 'node:crypto';

/** What stands around an expression: values of parameters, the expressions of variables, and where loops stand. */
export interface Surroundings {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly loop: number;
}

/** Says what Azure would make of an expression, for the functions that names are made with. */
export function evaluate(text: unknown, around: Surroundings): unknown {
  if (typeof text !== 'string' || !text.startsWith('[')) return text;
  const tokens = [...text.slice(1, -1).matchAll(/\s*('(?:[^']|'')*'|-?\d+|\w+|[().,[\]])/gu)].map(([, token]) => token ?? '');
  let place = 0;
  const next = (): string => tokens[place++] ?? '';

  function value(): unknown {
    const token = next();
    let result: unknown;
    if (token.startsWith("'")) result = token.slice(1, -1).replaceAll("''", "'");
    else if (/^-?\d/u.test(token)) result = Number(token);
    else result = called(token, list());
    for (;;) {
      if (tokens[place] === '.') {
        place += 1;
        result = (result as Record<string, unknown>)[next()];
      } else if (tokens[place] === '[') {
        place += 1;
        const index = value();
        next();
        result = (result as Record<string, unknown>)[String(index)];
      } else return result;
    }
  }

  function list(): unknown[] {
    if (next() !== '(') throw new Error(`no call in ${String(text)}`);
    const values: unknown[] = [];
    while (tokens[place] !== ')') {
      values.push(value());
      if (tokens[place] === ',') place += 1;
    }
    place += 1;
    return values;
  }

  const called = (name: string, values: readonly unknown[]): unknown => {
    const [first, second] = values;
    switch (name) {
      case 'parameters':
        return around.parameters[String(first)];
      case 'variables':
        return evaluate(around.variables[String(first)], around);
      case 'format':
        return values.slice(1).reduce<string>((made, each, index) => made.replaceAll(new RegExp(`\\{${String(index)}(?::D(\\d))?\\}`, 'gu'), (_, digits?: string) => String(each).padStart(Number(digits ?? 0), '0')), String(first));
      case 'uniqueString':
        return createHash('sha256').update(values.join('|')).digest('hex').slice(0, 13);
      case 'subscription':
        return { subscriptionId: '11111111-2222-4333-8444-555555555555', id: '/subscriptions/11111111-2222-4333-8444-555555555555' };
      case 'copyIndex':
        return around.loop;
      case 'add':
        return Number(first) + Number(second);
      case 'string':
        return String(first);
      case 'split':
        return String(first).split(String(second));
      case 'last':
        return (first as readonly unknown[]).at(-1);
      case 'take':
        return String(first).slice(0, Number(second));
      case 'toLower':
        return String(first).toLowerCase();
      case 'replace':
        return String(first).replaceAll(String(second), String(values[2]));
      default:
        throw new Error(`${name}() is not evaluated`);
    }
  };
  return value();
}
