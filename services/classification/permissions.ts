import type { PersonAction } from './transitions.js';

/** How a person stands to a work package. */
export const standings = [
  'programme-manager',
  'project-manager',
  'investigator',
  /** Holds the seat of a Representative of one of its datasets, as principal, or as deputy where the principal cannot. */
  'representative',
  'referee',
  /** Has a role in the project, represents one of the datasets, or is a Programme Manager. */
  'involved',
  /** Opened the round that is open. */
  'opened-it',
  /** Gave an opinion in the round that is open, whether it stands or not. */
  'gave-opinion',
  /** Was shown the opinions of the round that is open before giving their own, as a manager. */
  'saw-opinions',
] as const;
export type Standing = (typeof standings)[number];

const managers = ['programme-manager', 'project-manager'] as const;
const classifiers = ['investigator', 'representative', 'referee'] as const;

/** Who may do what (people-and-requests, "Roles"; classification.md, "ways out"). Whether the state allows it is in `transitions.ts`. */
export const permissions: Readonly<Record<PersonAction, readonly Standing[]>> = {
  'record-preliminary-tier': managers,
  open: managers,
  clear: managers,
  nudge: managers,
  close: managers,
  answer: classifiers,
  give: classifiers,
  // Managers cannot approve (classification.md, "People on a package").
  'approve-person': ['representative'],
  'withdraw-dataset': ['representative'],
  reconsider: ['investigator'],
  // Both of them, together: who signs as what is for `proceed-at-highest.ts`.
  proceed: ['programme-manager', 'investigator'],
  'withdraw-from-classified': ['representative'],
  'record-tier-four': ['programme-manager', 'representative'],
};

/** What keeps somebody from an act that their standing would give a right to. */
export type Bar = Extract<Standing, 'opened-it' | 'gave-opinion' | 'saw-opinions'>;

/** In the round that is open nobody gives an opinion who opened it, or knows those of others (classification.md, "People on a package" and "Blind"). */
export const classifierBars = ['opened-it', 'saw-opinions'] as const satisfies readonly Bar[];
/** Whoever opens or closes a classification cannot classify in it (classification.md, "People on a package"). */
const bars: Partial<Readonly<Record<PersonAction, readonly Bar[]>>> = { answer: classifierBars, give: classifierBars, close: ['gave-opinion'] };

/** To anyone without a role around it the work package does not exist ("Who sees what"). */
export const maySee = (standing: ReadonlySet<Standing>): boolean => standing.has('involved');

/** Why the standing gives no right to `action`; undefined when it does. */
export function barTo(action: PersonAction, standing: ReadonlySet<Standing>): 'not-allowed' | Bar | undefined {
  if (!permissions[action].some((needed) => standing.has(needed))) return 'not-allowed';
  return bars[action]?.find((bar) => standing.has(bar));
}
