import { z } from 'zod';
import { controlKeys, tiers } from '../../tiers/index.js';
import { endCauses } from '../end-causes.js';
import { answers } from '../flowcharts/flowchart.js';
import { classifierRoles } from '../work-package.js';

/** Name and version of the format. What changes the meaning of a field, or the table of controls, changes the number. */
export const recordFormat = 'lockkeeper.classification/1';

const id = z.number().int().positive();
/** Directory id of a person, or the key of a process. */
const actor = z.string().min(1);
/** ISO 8601, UTC. */
const instant = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const tier = z.literal(tiers);

const step = z.strictObject({
  key: z.string(),
  answer: z.enum(answers),
  /** Version of the question that was answered (`versions.ts`). */
  version: sha256,
  /** The question's words at that time; null where the version that wrote the record could not read the flowchart. */
  label: z.string().nullable(),
  text: z.string().nullable(),
});

const opinion = z.strictObject({
  id,
  person: actor,
  role: z.enum(classifierRoles),
  tier,
  /** What the flowchart came to. */
  computedTier: tier,
  /** Why the person raised it; null where they did not. */
  reason: z.string().nullable(),
  path: z.array(step),
  /** For which datasets, and for whom, a Representative spoke. */
  represents: z.array(z.strictObject({ datasetId: id, principalId: actor.nullable() })),
  flowchartVersion: sha256,
  givenAt: instant,
  endedAt: instant.nullable(),
  endedBecause: z.enum(['replaced', 'cleared']).nullable(),
  /** Of one that stood when the package was classified: whether it counted. Null for any other, and where the entry is from before that was recorded. */
  counted: z.boolean().nullable().default(null),
  /** With it the digest in the audit entry can be computed (`opinion-digest.ts`). */
  salt: z.string(),
});

const wayOut = z.strictObject({
  kind: z.enum(['modify', 'withdraw-dataset', 'reconsider', 'proceed-at-highest']),
  state: z.enum(['proposed', 'waiting', 'done', 'stopped']),
  takenBy: actor,
  takenAt: instant,
  datasetId: id.nullable(),
  tier: tier.nullable(),
  programmeManager: actor.nullable(),
  investigator: actor.nullable(),
  takesEffectAt: instant.nullable(),
  endedAt: instant.nullable(),
  endedBecause: z.string().nullable(),
});

const round = z.strictObject({
  id,
  /** Name of the flowchart. */
  flowchart: z.string(),
  /** Null for a package that was opened before that was recorded. */
  openedBy: actor.nullable(),
  openedAt: instant,
  endedAt: instant.nullable(),
  endedBy: actor.nullable(),
  outcome: z.enum(['cleared', 'classified']).nullable(),
  cause: z.enum(endCauses).nullable(),
  /** Oldest first, with those that were replaced or cleared. */
  opinions: z.array(opinion),
  waysOut: z.array(wayOut),
});

const approval = z.strictObject({
  subject: actor,
  datasetId: id,
  /** The Representative who approved, and for whom where that is somebody else. */
  representative: actor,
  principal: actor.nullable(),
  /** Number of the request by which it was given; null where it was given on the package. */
  request: z.string().nullable(),
  approvedAt: instant,
  voidedAt: instant.nullable(),
});

/** The record of a classification: everything by which a work package came to its tier, and what proves it. */
export const recordSchema = z.strictObject({
  format: z.literal(recordFormat),
  madeAt: instant,
  madeBy: actor,
  package: z.strictObject({
    number: z.string(),
    title: z.string(),
    purpose: z.string(),
    tier,
    preliminaryTier: tier.nullable(),
    classifiedAt: instant.nullable(),
    successorOf: z.string().nullable(),
  }),
  project: z.strictObject({ number: z.string(), title: z.string() }),
  /** Those of the package, and those that were withdrawn from it (`inPackage` is false). */
  datasets: z.array(z.strictObject({ id, number: z.string(), name: z.string(), provider: z.string(), inPackage: z.boolean() })),
  /** Everyone named in it. Names are as they are now; nothing proves them. */
  people: z.array(z.strictObject({ id: actor, name: z.string() })),
  /** By which people answered; `content` is the exact text of which `version` is the SHA-256. */
  flowcharts: z.array(z.strictObject({ version: sha256, name: z.string(), title: z.string().nullable(), content: z.string() })),
  /** Oldest first. Empty for a package that was classified before that was recorded. */
  rounds: z.array(round),
  approvals: z.array(approval),
  /** What follows from the tier. */
  controls: z.strictObject(Object.fromEntries(controlKeys.map((key) => [key, z.string()]))),
  provisioned: z.boolean(),
  audit: z.strictObject({
    entries: z.array(z.strictObject({ seq: id, prev: sha256, hash: sha256, entry: z.string() })),
    /** The newest entry of the whole chain when the record was made; null while there was none. */
    head: z.strictObject({ seq: id, hash: sha256 }).nullable(),
  }),
});

export type ClassificationRecord = z.output<typeof recordSchema>;
export type RecordedRound = ClassificationRecord['rounds'][number];
export type RecordedOpinion = RecordedRound['opinions'][number];
export type RecordedWayOut = RecordedRound['waysOut'][number];
export type RecordedApproval = ClassificationRecord['approvals'][number];
