import { pureFunctions } from './functions.js';
import { ExpressionError, parse, type Node } from './parse.js';

/** What stands around an expression. Whatever is not there is refused, as Azure refuses it where it has no meaning. */
export interface Surroundings {
  readonly parameters: Readonly<Record<string, unknown>>;
  /** As written: expressions among them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Where a loop stands, from 0. */
  readonly loop?: number;
  /** Functions that know about the deployment: `subscription`, `resourceId`, `reference`… by their names in small letters. */
  readonly deployment?: Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;
}

interface Lambda {
  readonly variable: string;
  readonly body: Node;
}
type Locals = Readonly<Record<string, unknown>>;

/** A document with every expression in it worked out, in keys as well. @throws ExpressionError */
export function evaluate(document: unknown, around: Surroundings): unknown {
  if (typeof document === 'string') return evaluateText(document, around);
  if (Array.isArray(document)) return document.map((each) => evaluate(each, around));
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(Object.entries(document).map(([key, value]) => [String(evaluateText(key, around)), evaluate(value, around)]));
}

function evaluateText(text: string, around: Surroundings): unknown {
  if (!text.startsWith('[') || !text.endsWith(']')) return text;
  if (text.startsWith('[[')) return text.slice(1);
  return valueOf(parse(text.slice(1, -1)), around, {});
}

function valueOf(node: Node, around: Surroundings, locals: Locals): unknown {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'member':
      return memberOf(valueOf(node.of, around, locals), valueOf(node.name, around, locals));
    case 'call':
      return called(node.name.toLowerCase(), node.values, around, locals);
    default:
      return node satisfies never;
  }
}

function memberOf(whole: unknown, name: unknown): unknown {
  if (typeof whole === 'object' && whole !== null) {
    const key = Object.keys(whole).find((each) => each.toLowerCase() === String(name).toLowerCase());
    if (key !== undefined) return (whole as Record<string, unknown>)[key];
  }
  throw new ExpressionError(`The language expression property '${String(name)}' doesn't exist${typeof whole === 'object' && whole !== null && !Array.isArray(whole) ? `, available properties are '${Object.keys(whole).join(', ')}'` : ''}.`);
}

function called(name: string, nodes: readonly Node[], around: Surroundings, locals: Locals): unknown {
  const value = (place: number): unknown => {
    const node = nodes[place];
    if (!node) throw new ExpressionError(`The template function '${name}' lacks a value.`);
    return valueOf(node, around, locals);
  };
  switch (name) {
    // Only the branch that is taken: the other may not be possible.
    case 'if':
      return value(value(0) === true ? 1 : 2);
    case 'parameters':
      return declared('parameter', around.parameters, value(0));
    case 'variables':
      return evaluate(declared('variable', around.variables, value(0)), around);
    case 'copyindex':
      if (around.loop === undefined) throw new ExpressionError("The template function 'copyIndex' is not expected at this location.");
      return around.loop + (nodes.length > 0 && typeof value(nodes.length - 1) === 'number' ? Number(value(nodes.length - 1)) : 0);
    case 'lambda':
      return { variable: String(value(0)), body: nodes[1] } as Lambda;
    case 'lambdavariables':
      return declared('lambda variable', locals, value(0));
    case 'map': {
      const { variable, body } = value(1) as Lambda;
      return (value(0) as readonly unknown[]).map((each) => valueOf(body, around, { ...locals, [variable]: each }));
    }
    default: {
      const known = pureFunctions[name] ?? around.deployment?.[name];
      if (!known) throw new ExpressionError(`The template function '${name}' is not valid here.`);
      return known(...nodes.map((_, place) => value(place)));
    }
  }
}

function declared(kind: string, table: Readonly<Record<string, unknown>>, name: unknown): unknown {
  if (String(name) in table) return table[String(name)];
  throw new ExpressionError(`The template ${kind} '${String(name)}' is not found.`);
}
