/** What can be put on record (people-and-requests, "Gates"). Commitments are accepted with a request and kept there. */
export const recordKinds = ['training', 'agreement', 'authority', 'lawful-basis', 'dpia', 'ethics', 'website-terms'] as const;
export type RecordKind = (typeof recordKinds)[number];
export type GateName = RecordKind | 'commitments';

/** How a person stands to what a record is about. `involved` may look and no more. */
export type Standing = 'self' | 'representative' | 'project-manager' | 'programme-manager' | 'investigator' | 'involved';

/** What a record is about. */
export type ObjectKind = 'person' | 'dataset' | 'dataset-in-project' | 'package' | 'project' | 'access';

/** What does not go on without the record, in the words of people-and-requests, "Gates". `stopped` says what that is here. */
export const blocked = ['start-of-project', 'joining', 'deposit', 'analysis-of-personal-data'] as const;
export type Blocked = (typeof blocked)[number];

/** What a gate can stop: a type of request, or opening a package's classification. */
export const acts = ['open-classification', 'join-workspace', 'data-access', 'workspace'] as const;
export type Act = (typeof acts)[number];

/**
 * Which acts wait (docs/decisions/0014). A project that has not started classifies nothing, builds nothing and lets nobody in. Nobody analyses personal data to
 * whom it is not mounted. What could not be deposited cannot be read either: data can be in a workspace without a deposit made here, and whoever
 * provides it has not agreed to its use until agreement and authority are on record.
 */
export const stopped: Readonly<Record<Blocked, readonly Act[]>> = {
  'start-of-project': ['open-classification', 'join-workspace', 'data-access', 'workspace'],
  joining: ['join-workspace', 'data-access'],
  deposit: ['data-access'],
  'analysis-of-personal-data': ['data-access'],
};

/** Who is warned before a record lapses, and told when it has. */
export type Audience = 'person' | 'project-manager' | 'investigator' | 'representatives';

export interface Gate {
  readonly object: ObjectKind;
  readonly filedBy: readonly Standing[];
  /**
   * `at-once`: it holds when it is filed. `signed-copy`: it holds when the signed copy lies in the document store. `other-role`: whoever holds
   * the other of the filing roles confirms, another person. Else one of the roles named, and never who filed it or whom it is about.
   */
  readonly confirmedBy: 'at-once' | 'signed-copy' | 'other-role' | readonly Standing[];
  readonly blocks: Blocked;
  /** Months it holds where nothing else is said; `as-stated`: until the day that is filed with it, if one is; `never`. */
  readonly holds: 'never' | 'as-stated' | { readonly months: number; readonly atMost: number };
  readonly warned: readonly Audience[];
  /** Where the rows are kept. */
  readonly keptBy: 'records' | 'requests';
}

/** Every gate: who files, who confirms, about what, and what waits for it (people-and-requests, "Gates"; paper 2.8, 4.1.6, 4.1.7, 8, 11.10). */
export const gates: Readonly<Record<GateName, Gate>> = {
  training: {
    object: 'person',
    filedBy: ['self'],
    confirmedBy: ['project-manager', 'programme-manager'],
    blocks: 'joining',
    holds: { months: 12, atMost: 36 },
    warned: ['person', 'project-manager'],
    keptBy: 'records',
  },
  agreement: {
    object: 'dataset-in-project',
    filedBy: ['project-manager'],
    confirmedBy: 'signed-copy',
    blocks: 'deposit',
    holds: 'as-stated',
    warned: ['project-manager', 'investigator', 'representatives'],
    keptBy: 'records',
  },
  authority: { object: 'dataset', filedBy: ['representative'], confirmedBy: 'at-once', blocks: 'deposit', holds: 'never', warned: [], keptBy: 'records' },
  'lawful-basis': {
    object: 'package',
    filedBy: ['project-manager', 'programme-manager'],
    confirmedBy: 'other-role',
    blocks: 'analysis-of-personal-data',
    holds: 'never',
    warned: [],
    keptBy: 'records',
  },
  dpia: { object: 'package', filedBy: ['project-manager'], confirmedBy: 'at-once', blocks: 'analysis-of-personal-data', holds: 'never', warned: [], keptBy: 'records' },
  ethics: {
    object: 'project',
    filedBy: ['project-manager'],
    confirmedBy: 'at-once',
    blocks: 'start-of-project',
    holds: 'as-stated',
    warned: ['project-manager', 'investigator'],
    keptBy: 'records',
  },
  'website-terms': { object: 'project', filedBy: ['project-manager'], confirmedBy: 'at-once', blocks: 'start-of-project', holds: 'never', warned: [], keptBy: 'records' },
  commitments: { object: 'access', filedBy: ['self'], confirmedBy: 'at-once', blocks: 'joining', holds: 'never', warned: [], keptBy: 'requests' },
};

/** The records without which an act does not go on. Commitments are asked for by the request itself. */
export const gatesOf = (act: Act): readonly RecordKind[] => recordKinds.filter((kind) => stopped[gates[kind].blocks].includes(act));
