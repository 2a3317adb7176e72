import type { PersonName, RequestLine } from '../services/requests/index.js';
import { short } from './names.js';
import type { Format, Values } from './text.js';
import { wording, type Wording } from './wording.js';

/** How a card speaks to the one person who reads it: what they do, have and asked for is said as “you”. */
export interface ViewerWording extends Wording {
  /** Id of the person in whose chat the card is. */
  readonly viewerId: string;
}

export const wordingFor = (format: Format, viewerId: string): ViewerWording => ({ ...wording(format), viewerId });

/** Which form of a sentence about `person` fits, for a `select` in `cards/strings`; `none` where there is nobody. */
export function formFor(person: PersonName | null, { viewerId }: ViewerWording): 'you' | 'other' | 'none' {
  if (person === null) return 'none';
  return person.id === viewerId ? 'you' : 'other';
}

/** A person in a list of names, or after a preposition: `you` for the viewer. */
export const nameFor = (person: PersonName, words: ViewerWording): string => (person.id === words.viewerId ? words.t('who.you') : short(person.name));

const kinds = { 'join-workspace': 'join', 'data-access': 'data', workspace: 'build' } as const;

/**
 * What sentences about a request say of its requester and subject: names, the forms that fit the viewer, and of which kind the request is.
 * `forWhom` is `self` for those who ask for themselves, so that nobody is named twice.
 */
export function partiesOf(request: Pick<RequestLine, 'type' | 'requester' | 'subject'>, words: ViewerWording): Values {
  const { requester, subject } = request;
  const subjectIs = formFor(subject, words);
  return {
    kind: kinds[request.type],
    requester: short(requester.name),
    requesterIs: formFor(requester, words),
    subject: short(subject.name),
    subjectIs,
    forWhom: subject.id === requester.id ? 'self' : subjectIs,
  };
}
