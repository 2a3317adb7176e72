import { z } from 'zod';
import { tiers, type Tier } from '../../tiers/index.js';

export { tiers, type Tier };

export const answers = ['yes', 'no'] as const;
export type Answer = (typeof answers)[number];

/** What an answer leads to: the question of that key, or a tier. */
export type Outcome = { readonly question: string } | { readonly tier: Tier };

/** A term that questions use; `uses` are the keys of the terms that its own text rests on. */
export interface Definition {
  readonly key: string;
  readonly term: string;
  readonly text: string;
  readonly uses: readonly string[];
}

export interface Question {
  readonly key: string;
  /** A few words, for the button that leads to the question and for lists. */
  readonly label: string;
  readonly text: string;
  /** The answer to "why do you ask?". */
  readonly why: string;
  readonly guidance: readonly string[];
  readonly examples: Readonly<Record<Answer, readonly string[]>>;
  /** Keys of the definitions that the question uses, in the order in which they are shown. */
  readonly definitions: readonly string[];
  readonly leadsTo: Readonly<Record<Answer, Outcome>>;
  /** SHA-256 (hex) over what a person goes by when they answer, and over what the answers lead to (`versions.ts`). */
  readonly version: string;
}

/**
 * A flowchart that was found sound by `check-flowchart.ts`, which alone makes them: every link leads somewhere, every
 * question can be reached from the start, and no walk comes back to where it was.
 */
export interface Flowchart {
  readonly name: string;
  readonly title: string;
  readonly purpose: string;
  /** Key of the first question. */
  readonly start: string;
  readonly questions: ReadonlyMap<string, Question>;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** The flowchart as canonical JSON: what to keep so that an old opinion can be read with the texts of its time. */
  readonly content: string;
  /** SHA-256 (hex) of `content`. */
  readonly version: string;
}

/** One answered question of a walk, with the question's version at that time. */
export interface PathStep {
  readonly key: string;
  readonly answer: Answer;
  readonly version: string;
}

/** Answers by key of the question; those of other questions than the path's do no harm. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * The question of a key that the flowchart itself named.
 * @throws RangeError when the flowchart has no such question
 */
export function questionOf(flowchart: Pick<Flowchart, 'name' | 'questions'>, key: string): Question {
  const question = flowchart.questions.get(key);
  if (!question) throw new RangeError(`${flowchart.name} has no question ${key}`);
  return question;
}

/** The question that an answer leads to; undefined where it leads to a tier. */
export function nextQuestion({ leadsTo }: Question, answer: Answer): string | undefined {
  const outcome = leadsTo[answer];
  return 'question' in outcome ? outcome.question : undefined;
}

/** The stored answer to a question, undefined when there is none; whatever an object inherits is no answer. */
export function answerTo(given: Answers, key: string): Answer | undefined {
  return Object.hasOwn(given, key) ? given[key] : undefined;
}

// The file format. Lengths are bounded, since a question has to fit on a card.
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
const words = (most: number) =>
  z
    .string()
    .max(most, { error: `is longer than ${String(most)} characters` })
    .refine((text) => /\S/.test(text), { error: 'is empty' })
    .refine((text) => !unseen.test(text), { error: 'has line breaks, control characters or changes of the direction of writing in it' });
const keyOf = (pattern: RegExp, form: string) => z.string().regex(pattern, { error: `is no key: ${form}, at most 64 characters` });

const questionKey = keyOf(/^[a-z][a-z0-9_]{0,63}$/, 'small letters, digits and _ after a letter');
const definitionKey = keyOf(/^[a-z][a-z0-9-]{0,63}$/, 'small letters, digits and - after a letter');
const list = <Item extends z.ZodType>(item: Item, fewest: number, most: number) =>
  z.array(item).min(fewest, { error: `has too few entries: it needs at least ${String(fewest)}` }).max(most, { error: `has too many entries: it may have ${String(most)}` });
const tier = z.literal(tiers, { error: 'is no tier: a whole number from 0 to 4' });

/** That exactly one of the two is there is told by `check-links.ts`, with the other faults of links. */
const outcome = z.strictObject({ question: questionKey.optional(), tier: tier.optional() });

/** A flowchart's file as it is read: shapes and lengths; how its parts hang together is for `check-flowchart.ts`. */
export const flowchartFile = z.strictObject({
  name: definitionKey,
  title: words(80),
  purpose: words(1000),
  start: questionKey,
  definitions: z.record(definitionKey, z.strictObject({ term: words(60), text: words(1000), uses: list(definitionKey, 0, 10) })),
  questions: z.record(
    questionKey,
    z.strictObject({
      label: words(60),
      text: words(400),
      why: words(600),
      guidance: list(words(800), 1, 6),
      examples: z.strictObject({ yes: list(words(200), 1, 6), no: list(words(200), 1, 6) }),
      definitions: list(definitionKey, 0, 6),
      yes: outcome,
      no: outcome,
    }),
  ),
});
export type FlowchartFile = z.output<typeof flowchartFile>;
