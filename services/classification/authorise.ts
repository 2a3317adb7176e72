import { numberOf, type AuditNote, type Context } from '../context/index.js';
import { standingOf } from './classifiers.js';
import { loadFacts, type Hold } from './load-facts.js';
import { packageOfRound } from './package-of-round.js';
import { barTo, maySee, type Standing } from './permissions.js';
import { done, refuse, type Done, type Refused } from './results.js';
import { noteSight } from './seen-opinions.js';
import { sightOf } from './sight.js';
import { nextState, type PersonAction } from './transitions.js';
import { isOpenRound, type ClassificationFacts, type Round } from './work-package.js';

/** A package that the acting person may act on, held until the transaction ends. */
export interface Authorised {
  readonly facts: ClassificationFacts;
  readonly standing: ReadonlySet<Standing>;
  /** What every audit entry about the command says. */
  readonly note: PackageNote;
}

/** The same with the round that is open. */
export interface InRound extends Authorised {
  readonly round: Round;
}

/** What every audit entry about a work package says of it. Never a tier while opinions are blind: managers read the audit. */
export type PackageNote = Pick<AuditNote, 'action' | 'objectType' | 'objectId' | 'facts'> & Partial<Pick<AuditNote, 'projectId' | 'datasetId' | 'subjectId'>>;

/** @param packageId undefined where a command named something that does not exist */
export function noteOf(action: string, packageId: number | undefined, facts?: ClassificationFacts): PackageNote {
  return {
    action,
    objectType: 'work-package',
    objectId: packageId === undefined ? '' : numberOf('package', packageId),
    ...(facts ? { projectId: facts.projectId, facts: { state: facts.state, ...(facts.round ? { classification: facts.round.id } : {}) } } : {}),
  };
}

/**
 * Loads and holds the package and asks both tables: who (`permissions.ts`), then whether the state allows it (`transitions.ts`). The caller
 * goes on only with `done`.
 */
export async function authoriseOnPackage(context: Context, action: PersonAction, packageId: number, hold: Hold = 'change'): Promise<Done<Authorised> | Refused> {
  const facts = await loadFacts(context.trx, packageId, hold);
  const note = noteOf(`classification.${action}`, packageId, facts);
  if (!facts) return refuse(context, note, 'not-found');
  const standing = standingOf(facts, context.actor);
  if (!maySee(standing)) return refuse(context, note, 'not-found');
  const bar = barTo(action, standing);
  if (bar) return refuse(context, note, bar);
  if (nextState(facts.state, action) === undefined) return refuse(context, note, facts.state === 'classified' ? 'classified' : 'not-possible');
  if (!facts.projectOpen) return refuse(context, note, 'not-possible');
  return done({ facts, standing, note });
}

/** The same for a command that was meant for one round: after a clearing it does nothing to the next one. */
export async function authoriseInRound(context: Context, action: PersonAction, classificationId: number, hold: Hold = 'change'): Promise<Done<InRound> | Refused> {
  const packageId = await packageOfRound(context.trx, classificationId);
  if (packageId === undefined) return refuse(context, noteOf(`classification.${action}`, undefined), 'not-found');
  const facts = await loadFacts(context.trx, packageId, hold);
  const note = noteOf(`classification.${action}`, packageId, facts);
  const standing = facts ? standingOf(facts, context.actor) : new Set<Standing>();
  if (!facts || !maySee(standing)) return refuse(context, note, 'not-found');
  const { round } = facts;
  const bar = barTo(action, standing);
  if (bar) return refuse(context, note, bar);
  if (!isOpenRound(round) || round.id !== classificationId) return refuse(context, note, facts.state === 'classified' ? 'classified' : 'cleared');
  if (nextState(facts.state, action) === undefined || !facts.projectOpen) return refuse(context, note, 'not-possible');
  // What such a command is answered can tell how the opinions stand.
  await noteSight(context, facts, sightOf(facts, standing, context.actor.id));
  return done({ facts, standing, note, round });
}
