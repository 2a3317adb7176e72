import type { Catalogue } from './catalogue.js';
import type { LandingZones } from './landing-zones.js';

/** What the institution has set up for workspaces. */
export interface Building {
  readonly catalogue: Catalogue;
  /** None where the product is not to build any. */
  readonly zones: LandingZones | undefined;
}
