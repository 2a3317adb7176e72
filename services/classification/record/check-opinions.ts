import type { Flowchart } from '../flowcharts/flowchart.js';
import { opinionDigest } from '../answering/opinion-digest.js';
import { walk } from '../flowcharts/walk.js';
import { isOfThatTime, type Evidence } from './evidence.js';
import type { RecordedOpinion, RecordedRound } from './format.js';
import type { RecordFault } from './record-fault.js';

/** Faults of the opinions of all rounds: each is computed again and held against the entry that was written when it was given. */
export function checkOpinions(rounds: readonly RecordedRound[], flowcharts: ReadonlyMap<string, Flowchart>, evidence: Evidence): readonly RecordFault[] {
  const found = rounds.flatMap((round, at) =>
    round.opinions.flatMap((opinion, place): readonly RecordFault[] => {
      const where = `rounds.${String(at)}.opinions.${String(place)}`;
      return [...checkPath(opinion, flowcharts.get(opinion.flowchartVersion), where), ...checkRaise(opinion, where), ...checkProof(opinion, round, evidence, where), ...checkEnd(opinion, evidence, where)];
    }),
  );
  return [...found, ...leftOut(rounds, evidence)];
}

function checkPath(opinion: RecordedOpinion, flowchart: Flowchart | undefined, place: string): readonly RecordFault[] {
  if (!flowchart) return [{ kind: 'flowchart-missing', place, says: 'was given by a flowchart that is not in the record or cannot be read' }];
  const walked = walk(flowchart, Object.fromEntries(opinion.path.map(({ key, answer }) => [key, answer])));
  const same = walked.path.length === opinion.path.length && walked.path.every((step, at) => step.key === opinion.path[at]?.key && step.version === opinion.path[at].version);
  if (!('tier' in walked) || walked.tier !== opinion.computedTier || !same) {
    return [{ kind: 'path-differs', place, says: `the answers do not lead to tier ${String(opinion.computedTier)} by the flowchart of that time` }];
  }
  return opinion.path.flatMap(({ key, label, text }, at): readonly RecordFault[] => {
    const question = flowchart.questions.get(key);
    const differs = (label !== null && label !== question?.label) || (text !== null && text !== question?.text);
    return differs ? [{ kind: 'words-differ', place: `${place}.path.${String(at)}`, says: `does not have the words of ${key} of that time` }] : [];
  });
}

function checkRaise({ tier, computedTier, reason }: RecordedOpinion, place: string): readonly RecordFault[] {
  if (tier === computedTier && reason === null) return [];
  if (tier > computedTier && reason !== null && reason.trim() !== '') return [];
  return [{ kind: 'tier-not-raised', place, says: `holds tier ${String(tier)} where the flowchart came to ${String(computedTier)}: a tier is raised with a reason or stays` }];
}

function checkProof(opinion: RecordedOpinion, round: RecordedRound, evidence: Evidence, place: string): readonly RecordFault[] {
  const entry = evidence.find({ action: 'give', facts: { opinion: opinion.id } });
  if (!entry) return [{ kind: 'unproved', place, says: 'no entry says that it was given' }];
  const { salt, person: personId, role, tier, computedTier, reason, represents, flowchartVersion } = opinion;
  const path = opinion.path.map(({ key, answer, version }) => ({ key, answer, version }));
  const digest = opinionDigest(salt, { personId, role, tier, computedTier, reason, path, represents, flowchartVersion });
  const agrees = entry.actor.id === personId && entry.facts?.['role'] === role && entry.facts['classification'] === round.id && isOfThatTime(entry, opinion.givenAt);
  return [
    ...(entry.facts?.['digest'] === digest ? [] : [{ kind: 'digest-differs', place, says: `is not the opinion of which entry ${String(entry.seq)} holds the digest` } as const]),
    ...(agrees ? [] : [{ kind: 'entry-differs', place, says: `entry ${String(entry.seq)} says another person, role, round or time` } as const]),
  ];
}

/** A replaced opinion was replaced by one that says so; one that nothing replaced was not. */
function checkEnd({ id, endedAt, endedBecause }: RecordedOpinion, evidence: Evidence, place: string): readonly RecordFault[] {
  const replacing = evidence.find({ action: 'give', facts: { replaces: id } });
  const agrees = (endedBecause === 'replaced') === (replacing !== undefined) && (endedAt === null) === (endedBecause === null);
  return agrees ? [] : [{ kind: 'entry-differs', place, says: 'the entries do not agree on whether it was replaced' }];
}

function leftOut(rounds: readonly RecordedRound[], evidence: Evidence): readonly RecordFault[] {
  const recorded = new Set(rounds.flatMap(({ opinions }) => opinions.map(({ id }) => id)));
  return evidence.of('give').flatMap(({ seq, facts }): readonly RecordFault[] => {
    const id = facts?.['opinion'];
    return typeof id === 'number' && recorded.has(id) ? [] : [{ kind: 'left-out', place: `entry ${String(seq)}`, says: 'tells of an opinion that the record leaves out' }];
  });
}
