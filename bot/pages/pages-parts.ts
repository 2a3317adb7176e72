import type { Surroundings } from '../../services/audit/index.js';
import type { DocumentStore } from '../../services/documents/index.js';
import type { AgreementParts } from '../../services/records/index.js';

/** What pages are made from. */
export interface PagesParts {
  readonly world: Surroundings;
  readonly documents: DocumentStore;
  readonly agreements: Omit<AgreementParts, 'day'>;
  readonly timeZone: string;
  /** Told of what went wrong; never of tokens or contents. */
  fault(error: unknown): void;
}
