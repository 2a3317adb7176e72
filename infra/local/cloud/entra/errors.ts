import { randomUUID } from 'node:crypto';
import { json, type CloudResponse } from '../router.js';

export interface EntraFault {
  readonly status: number;
  /** OAuth error code, such as `invalid_grant`. */
  readonly error: string;
  /** Number after AADSTS. */
  readonly code: number;
  readonly message: string;
  readonly suberror?: string;
  /** Claims challenge, a JSON text, that the client must carry to the next interactive sign-in. */
  readonly claims?: string;
}

/** A refusal of the token endpoint. */
export class EntraError extends Error {
  readonly fault: EntraFault;

  constructor(fault: EntraFault) {
    super(fault.message);
    this.name = 'EntraError';
    this.fault = fault;
  }
}

/** The refusal as Entra words it: JSON with AADSTS number, trace and correlation ids. */
export function entraErrorResponse({ fault }: EntraError, now: Date, correlation: string | undefined): CloudResponse {
  const trace_id = randomUUID();
  const correlation_id = correlation ?? randomUUID();
  const timestamp = now.toISOString().replace('T', ' ').replace(/\.\d+/, '');
  return json(fault.status, {
    error: fault.error,
    error_description: `AADSTS${fault.code}: ${fault.message} Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`,
    error_codes: [fault.code],
    timestamp,
    trace_id,
    correlation_id,
    ...(fault.suberror === undefined ? {} : { suberror: fault.suberror }),
    ...(fault.claims === undefined ? {} : { claims: fault.claims }),
  });
}
