/** What people are told about a classification. The wording stands in `cards/strings` under `told-package.<event>`. */
export const packageEvents = [
  /** All who are needed are in, and hold the same tier. */
  'agreed',
  'conflict',
  /** Investigator and Representatives are in, and it is still not enough. */
  'review-needed',
  'classified',
  /** At tier 4: Programme Manager and Representatives are asked what happens with the data. */
  'tier-four',
  'cleared',
  'dataset-withdrawn',
  /** The same from a classified package, which is suspended. */
  'withdrawn-after',
  /** A part came out above the combination, which is suspended. */
  'part-above',
  /** Told to those who knew that opinions differed. */
  'reconsidered',
  /** The same for who was still blind: that it was taken back to new, and no more. */
  'taken-back',
  'proceeding-proposed',
  'proceeding-agreed',
  'proceeding-stopped',
  'person-approved',
  'reminder-half',
  'reminder-most',
  'nudged',
  'overdue',
] as const;
export type PackageEvent = (typeof packageEvents)[number];

/** Groups of people around a package. */
export const audienceNames = ['missing', 'gave', 'asked', 'representatives', 'investigator', 'project-managers', 'programme-managers', 'project'] as const;
/**
 * `missing`: who may classify and has not; `gave`: whose opinion stands; `asked`: both; `project`: everyone with a role in it.
 * Whoever acted is left out: they see the answer at once.
 */
export type Audience = (typeof audienceNames)[number];

/**
 * Who hears of what. Nobody is told anything here that they may not see: each message is rendered for its reader, and one who is still blind
 * gets none that would tell of tiers (classification.md, "Blind"; "everyone concerned is told").
 */
export const packageAudiences: Readonly<Record<PackageEvent, readonly Audience[]>> = {
  agreed: ['project-managers', 'programme-managers'],
  conflict: ['gave', 'project-managers', 'programme-managers'],
  'review-needed': ['gave', 'project-managers'],
  classified: ['asked', 'representatives', 'project'],
  'tier-four': ['representatives', 'programme-managers'],
  cleared: ['asked', 'project-managers'],
  'dataset-withdrawn': ['asked', 'project-managers', 'programme-managers'],
  'withdrawn-after': ['representatives', 'project'],
  'part-above': ['representatives', 'project', 'programme-managers'],
  reconsidered: ['gave', 'project-managers', 'programme-managers'],
  'taken-back': ['missing'],
  'proceeding-proposed': ['investigator', 'programme-managers'],
  // "the Representatives are told and may withdraw within 3 working days before it takes effect"
  'proceeding-agreed': ['representatives', 'investigator', 'programme-managers', 'project-managers'],
  'proceeding-stopped': ['representatives', 'investigator', 'programme-managers', 'project-managers'],
  'person-approved': ['project-managers'],
  'reminder-half': ['missing'],
  'reminder-most': ['missing'],
  nudged: ['missing'],
  overdue: ['project-managers', 'programme-managers'],
};

/** What stands in the outbox about a package: `classify` asks for an opinion with the package's card, `tell` is a notice. */
export type PackageMessageKind = 'classify' | 'tell';

/** The event that a message's payload names; undefined when it names none. */
export const packageEventOf = (name: unknown): PackageEvent | undefined => packageEvents.find((event) => event === name);
