import type { TestDatabase } from './database.js';
import type { PersonKey } from './hospital-builder.js';
import type { RequestWorld } from './request-world.js';

/** A world of another capability over the hospital, the clock and the people of a world of requests. */
export abstract class OverRequests {
  constructor(readonly requests: RequestWorld) {}

  get hospital(): RequestWorld['hospital'] {
    return this.requests.hospital;
  }

  get clock(): RequestWorld['clock'] {
    return this.requests.clock;
  }

  get surroundings(): RequestWorld['surroundings'] {
    return this.requests.surroundings;
  }

  get db(): TestDatabase['db'] {
    return this.requests.database.db;
  }

  actor(person: PersonKey): ReturnType<RequestWorld['actor']> {
    return this.requests.actor(person);
  }
}
