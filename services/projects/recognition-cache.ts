import { LRUCache } from 'lru-cache';
import type { Clock, SystemRole } from '../context/index.js';
import type { DirectoryPerson } from './ports.js';

/** What the directory last said of a person whose account is enabled. */
export interface Answer {
  readonly person: DirectoryPerson;
  readonly systemRoles: readonly SystemRole[];
}

const longest = 60_000;
const mostPeople = 5_000;

/** The directory's answers of the last 60 seconds, at most 5,000 people, in the memory of one process. */
export class RecognitionCache {
  private readonly answers: LRUCache<string, Answer>;

  constructor(clock: Clock) {
    this.answers = new LRUCache({ max: mostPeople, ttl: longest, ttlResolution: 0, perf: { now: () => clock.now().getTime() } });
  }

  get(personId: string): Answer | undefined {
    return this.answers.get(personId);
  }

  set(answer: Answer): void {
    this.answers.set(answer.person.id, answer);
  }

  forget(personId: string): void {
    this.answers.delete(personId);
  }
}
