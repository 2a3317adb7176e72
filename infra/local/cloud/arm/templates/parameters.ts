import { badRequest, type ArmError } from '../arm-error.js';
import type { Declaration } from './template.js';

const invalid = (message: string): ArmError => badRequest('InvalidTemplate', `Deployment template validation failed: '${message}'`);

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  securestring: (value) => typeof value === 'string',
  int: Number.isInteger,
  bool: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  secureobject: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/**
 * The values that a deployment works with: those that were given, defaults for the rest, all within what the template declares.
 * @param defaults works a default out, which may be an expression
 * @throws ArmError `InvalidTemplate`
 */
export function settledParameters(declared: Readonly<Record<string, Declaration>>, given: Readonly<Record<string, unknown>>, defaults: (value: unknown, settled: Readonly<Record<string, unknown>>) => unknown): Readonly<Record<string, unknown>> {
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) throw invalid(`The template parameters '${unknown.join(', ')}' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time.`);
  const settled: Record<string, unknown> = {};
  for (const [name, declaration] of Object.entries(declared)) {
    if (!(name in given) && declaration.defaultValue === undefined) throw invalid(`The value for the template parameter '${name}' is not provided.`);
    settled[name] = name in given ? given[name] : defaults(declaration.defaultValue, settled);
    check(declaration, settled[name], name);
  }
  return settled;
}

function check(declaration: Declaration, value: unknown, name: string): void {
  const kind = declaration.type.toLowerCase();
  if (!kinds[kind]?.(value)) throw invalid(`Template parameter JToken type is not valid. Expected '${declaration.type}' for the template parameter '${name}'.`);
  const { allowedValues, minValue, maxValue, minLength, maxLength } = declaration as Readonly<Record<string, unknown>>;
  if (Array.isArray(allowedValues) && !allowedValues.includes(value)) throw invalid(`The provided value for the template parameter '${name}' is not valid. The value is not part of the allowed value(s): '${allowedValues.join(',')}'.`);
  const limit = (bound: unknown, beyond: (bound: number) => boolean, word: string, measured: string): void => {
    if (typeof bound === 'number' && beyond(bound)) throw invalid(`The provided value for the template parameter '${name}' is not valid. ${measured} is ${word} '${String(bound)}'.`);
  };
  if (typeof value === 'number') {
    limit(minValue, (bound) => value < bound, 'less than the minimum value', 'The value');
    limit(maxValue, (bound) => value > bound, 'greater than the maximum value', 'The value');
  }
  if (typeof value === 'string' || Array.isArray(value)) {
    limit(minLength, (bound) => value.length < bound, 'less than the minimum length', 'Its length');
    limit(maxLength, (bound) => value.length > bound, 'greater than the maximum length', 'Its length');
  }
  if (Array.isArray(value) && isDeclaration(declaration['items'])) for (const [place, each] of value.entries()) check(declaration['items'], each, `${name}[${String(place)}]`);
  if (kind === 'object') checkMembers(declaration, value as Readonly<Record<string, unknown>>, name);
}

function checkMembers(declaration: Declaration, value: Readonly<Record<string, unknown>>, name: string): void {
  const members = declaration['properties'];
  if (typeof members !== 'object' || members === null) return;
  for (const [key, each] of Object.entries(members)) {
    if (!isDeclaration(each)) continue;
    if (!(key in value)) throw invalid(`The value for the template parameter '${name}.${key}' is not provided.`);
    check(each, value[key], `${name}.${key}`);
  }
  const tooMany = declaration['additionalProperties'] === false ? Object.keys(value).find((key) => !(key in members)) : undefined;
  if (tooMany !== undefined) throw invalid(`The template parameter '${name}' has no property '${tooMany}'.`);
}

const isDeclaration = (value: unknown): value is Declaration => typeof value === 'object' && value !== null && 'type' in value;
