import { numberOf, readNumber } from '../../services/context/index.js';
import type { Command, Reader } from './command.js';

const numberAfter = (kind: 'workspace' | 'package', rest: string): number | undefined => readNumber(kind, /^\d{1,9}$/.test(rest) ? numberOf(kind, Number(rest)) : rest);

/** `start 1 in WS-0002`, `start machine 1 in WS-0002`, `start WS-0002-01`. */
const machine =
  (act: 'start' | 'stop' | 'connect'): Reader =>
  (rest): Command | undefined => {
    // Which machine is chosen on the workspace's card.
    if (rest === '') return { kind: 'workspaces' };
    const said = rest.replace(/^(?:to |machine )+/i, '');
    const [, first, named] = /^(\d{1,2}) (?:in|of) (.+)$/i.exec(said) ?? [];
    const [, whole, last] = /^(WS-\d{4,})-(\d{1,2})$/i.exec(said) ?? [];
    const workspaceId = readNumber('workspace', named ?? whole ?? '');
    const number = Number(first ?? last);
    return workspaceId === undefined || number < 1 ? undefined : { kind: 'machine', act, workspaceId, number };
  };

/** `add Lena Fischer to WS-0002`; nobody in particular is `someone`. */
const member: Reader = (rest) => {
  const [who = '', named, ...others] = rest.split(/\sto\s/i);
  const workspaceId = named === undefined || others.length > 0 ? undefined : readNumber('workspace', named.trim());
  const name = who.trim();
  if (workspaceId === undefined || name === '' || name.length > 120) return undefined;
  return { kind: 'form', start: { form: 'add-member', about: /^(?:someone|somebody|people|a person|a member)$/i.test(name) ? { workspaceId } : { workspaceId, who: name } } };
};

const fresh: Reader = (rest) => {
  if (rest === '') return { kind: 'new-workspace' };
  const packageId = numberAfter('package', rest.replace(/^(?:for|in) /i, ''));
  return packageId === undefined ? undefined : { kind: 'new-workspace', packageId };
};

/** Phrases about workspaces and their machines. */
export const workspaceReaders: readonly (readonly [phrase: string, read: Reader])[] = [
  ['workspaces', (rest) => (rest === '' ? { kind: 'workspaces' } : undefined)],
  ['my workspaces', (rest) => (rest === '' ? { kind: 'workspaces' } : undefined)],
  ['new workspace', fresh],
  ['request workspace', fresh],
  ['request a workspace', fresh],
  ['workspace', (rest) => { const workspaceId = numberAfter('workspace', rest); return workspaceId === undefined ? undefined : { kind: 'workspace', workspaceId }; }],
  ['add', member],
  ['start', machine('start')],
  ['stop', machine('stop')],
  ['connect', machine('connect')],
];
