import type { Cloud } from '../cloud.js';
import type { CloudResponse, RoutedRequest } from '../router.js';
import type { Caller } from './caller.js';

/** A permitted call of a Graph operation. */
export interface GraphCall {
  readonly cloud: Cloud;
  readonly caller: Caller;
  readonly request: RoutedRequest;
}

export type GraphHandler = (call: GraphCall) => CloudResponse;
