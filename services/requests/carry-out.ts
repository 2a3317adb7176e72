import type { Context } from '../context/index.js';
import { failGranting, goOnWithGranting, stopGranting } from './granting/go-on.js';
import { buildingFailed, goOnWithBuilding } from './carry-building.js';
import { requestTypeRules } from './request-types.js';
import type { Cause, RequestRecord } from './request.js';

/**
 * A request that is approved, or has something to wait for no more, goes on to be carried out: its work is begun, resumed or tried again, by whoever
 * the type names. Called wherever that may be so, with the request locked; once too often does nothing.
 */
export async function carryOut(context: Context, request: RequestRecord): Promise<void> {
  const { carriedOutBy } = requestTypeRules[request.type];
  switch (carriedOutBy) {
    case 'membership':
      return goOnWithGranting(context, request);
    case 'building':
      return goOnWithBuilding(context, request);
    default:
      return carriedOutBy satisfies never;
  }
}

/** The request has gone another way: what is at it stops, and what it still adds is taken out by the removal that follows. */
export async function stopCarryingOut(context: Context, request: RequestRecord, cause: string): Promise<void> {
  const { carriedOutBy } = requestTypeRules[request.type];
  switch (carriedOutBy) {
    case 'membership':
      return stopGranting(context, request, cause);
    case 'building':
      return goOnWithBuilding(context, request);
    default:
      return carriedOutBy satisfies never;
  }
}

/** What it waited for did not come in time. */
export async function failCarryingOut(context: Context, request: RequestRecord, cause: Cause): Promise<void> {
  const { carriedOutBy } = requestTypeRules[request.type];
  switch (carriedOutBy) {
    case 'membership':
      return failGranting(context, request, cause);
    case 'building':
      await buildingFailed(context, request, cause);
      return;
    default:
      return carriedOutBy satisfies never;
  }
}
