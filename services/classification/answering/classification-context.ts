import type { Context } from '../../context/index.js';
import type { Flowcharts } from '../flowcharts/load-flowcharts.js';

/** A context that also holds the flowcharts that were loaded at start. */
export interface ClassificationContext extends Context {
  readonly flowcharts: Flowcharts;
}
