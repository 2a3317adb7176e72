import { ExpressionError } from './parse.js';

const number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const address = (value: number): string => [24, 16, 8, 0].map((shift) => String(Math.floor(value / 2 ** shift) % 256)).join('.');

/** The nth part of that length of an address space: `cidrSubnet('10.20.2.0/24', 26, 1)` is `10.20.2.64/26`. @throws ExpressionError when there is no such part */
export function cidrSubnet(network: string, length: number, place: number): string {
  const [, base = '', given = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/u.exec(network) ?? [];
  const own = Number(given);
  if (base === '' || length < own || length > 32 || place < 0 || place >= 2 ** (length - own)) throw new ExpressionError(`The template function 'cidrSubnet' takes no part ${String(place)} of length ${String(length)} from '${network}'.`);
  const size = 2 ** (32 - own);
  return `${address(Math.floor(number(base) / size) * size + place * 2 ** (32 - length))}/${String(length)}`;
}
