import { numberOf, readNumber } from '../../services/context/index.js';
import type { Command, Reader } from './command.js';
import { projectReaders } from './read-project-command.js';
import { recordReaders } from './read-record-command.js';
import { workspaceReaders } from './read-workspace-command.js';

/** After the word for the thing its bare number is enough: `dataset 5`. */
const numberAfter = (kind: 'request' | 'dataset' | 'workspace' | 'package', rest: string): number | undefined => readNumber(kind, /^\d{1,9}$/.test(rest) ? numberOf(kind, Number(rest)) : rest);

const numbered = (kind: 'request' | 'withdraw' | 'leave' | 'history'): Reader => (rest) => {
  const requestId = numberAfter('request', rest);
  return requestId === undefined ? undefined : { kind, requestId };
};
const plain = (kind: 'help' | 'cancel' | 'back' | 'approvals' | 'my-requests' | 'packages' | 'sign-in' | 'sign-out'): Reader => (rest) => (rest === '' ? { kind } : undefined);
const ask: Reader = (rest) => {
  if (rest === '') return { kind: 'ask' };
  const datasetId = numberAfter('dataset', rest);
  return datasetId === undefined ? undefined : { kind: 'ask', datasetId };
};

const packageNamed = (kind: 'package' | 'explain' | 'classification-record'): Reader => (rest) => {
  const packageId = numberAfter('package', rest);
  return packageId === undefined ? undefined : { kind, packageId };
};

/** Phrases and what follows them; the first that fits counts. `phrases` are what the suggestions are looked up in, too. */
const readers: readonly (readonly [phrase: string, read: Reader])[] = [
  ['help', plain('help')],
  ['hi', plain('help')],
  ['hello', plain('help')],
  ['cancel', plain('cancel')],
  ['back', plain('back')],
  ['approvals', plain('approvals')],
  ['my approvals', plain('approvals')],
  ['my requests', plain('my-requests')],
  ['requests', plain('my-requests')],
  ['datasets', (rest) => ({ kind: 'datasets', words: rest })],
  ['request access to', ask],
  ['request access', ask],
  ['request', (rest) => numbered('request')(rest) ?? ask(rest)],
  ['dataset', (rest) => { const datasetId = numberAfter('dataset', rest); return datasetId === undefined ? undefined : { kind: 'dataset', datasetId }; }],
  ['join', (rest) => { if (rest === '') return { kind: 'join' }; const workspaceId = numberAfter('workspace', rest); return workspaceId === undefined ? undefined : { kind: 'join', workspaceId }; }],
  ...projectReaders,
  ['withdraw', numbered('withdraw')],
  ['leave', numbered('leave')],
  ['history', numbered('history')],
  ['packages', plain('packages')],
  ['work packages', plain('packages')],
  ['package', packageNamed('package')],
  ['work package', packageNamed('package')],
  ['explain', packageNamed('explain')],
  ['record', packageNamed('classification-record')],
  ['classify', (rest) => { if (rest === '') return { kind: 'classify' }; const packageId = numberAfter('package', rest); return packageId === undefined ? undefined : { kind: 'classify', packageId }; }],
  ...recordReaders,
  ...workspaceReaders,
  ['sign in', plain('sign-in')],
  ['sign out', plain('sign-out')],
];

export const phrases: readonly string[] = readers.map(([phrase]) => phrase);

/** Reads a message. Case, surrounding blanks and a closing mark do not matter; `RQ-0012`, `DS-0007`, `WP-0003`, `WS-0002` and `RC-0009` alone show what they name. */
export function readCommand(text: string): Command {
  const said = text.replace(/\s+/gu, ' ').trim().replace(/[.!?]+$/u, '');
  const requestId = readNumber('request', said);
  if (requestId !== undefined) return { kind: 'request', requestId };
  const datasetId = readNumber('dataset', said);
  if (datasetId !== undefined) return { kind: 'dataset', datasetId };
  const projectId = readNumber('project', said);
  if (projectId !== undefined) return { kind: 'project', projectId };
  const packageId = readNumber('package', said);
  if (packageId !== undefined) return { kind: 'package', packageId };
  const workspaceId = readNumber('workspace', said);
  if (workspaceId !== undefined) return { kind: 'workspace', workspaceId };
  const recordId = readNumber('record', said);
  if (recordId !== undefined) return { kind: 'record', recordId };
  if (/^\d{6}$/.test(said)) return { kind: 'code', code: said };
  const lower = said.toLowerCase();
  for (const [phrase, read] of readers) {
    if (lower !== phrase && !lower.startsWith(`${phrase} `)) continue;
    const command = read(said.slice(phrase.length).trim());
    if (command) return command;
  }
  return { kind: 'unknown', text: said };
}
