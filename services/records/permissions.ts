import { gates, type RecordKind, type Standing } from './gates.js';

/** To anyone without a role around it, nothing is on record ("Who sees what"). */
export const maySee = (standing: ReadonlySet<Standing>): boolean => standing.size > 0;

/** The role in which somebody files, or undefined where they may not: the first of the gate's that they hold. */
export const filingRole = (kind: RecordKind, standing: ReadonlySet<Standing>): Standing | undefined => gates[kind].filedBy.find((role) => standing.has(role));

/** The role in which somebody confirms what was filed in the role `filedAs`, or undefined where they may not. Whether it is their own is for `isOwn`. */
export function confirmingRole(kind: RecordKind, filedAs: string, standing: ReadonlySet<Standing>): Standing | undefined {
  const { confirmedBy, filedBy } = gates[kind];
  if (confirmedBy === 'at-once' || confirmedBy === 'signed-copy') return undefined;
  const roles = confirmedBy === 'other-role' ? filedBy.filter((role) => role !== filedAs) : confirmedBy;
  return roles.find((role) => standing.has(role));
}

/** Nobody confirms what they filed, nor what is about themselves: two people stand behind such a record. */
export const isOwn = (record: { readonly filed_by: string; readonly person_id: string | null }, personId: string): boolean => record.filed_by === personId || record.person_id === personId;
