import { LockkeeperError } from '../context/index.js';

/** What Graph says when it does not do what it was asked. */
export interface GraphRefusal {
  readonly status: number;
  /** Graph's code, such as `Request_ResourceNotFound`; empty when the answer holds none. */
  readonly code: string;
  readonly message: string;
  /** By which Microsoft's support finds the call. */
  readonly requestId?: string;
}

/**
 * The directory did not answer, or not as it should; trying again later may help. The SDKs' own errors end here, because they carry
 * requests with tokens and secrets: only `reason` goes on, as the cause.
 */
export function directoryUnavailable(reason: string): LockkeeperError {
  return new LockkeeperError('directory-unavailable', 'The directory does not answer at the moment. Please try again in a few minutes.', { cause: new Error(reason) });
}

/** The application's registration is at fault: an operator must act, trying again changes nothing. */
export function directoryMisconfigured(reason: string): LockkeeperError {
  return new LockkeeperError('configuration', 'The connection to the directory is not set up completely. An operator has to see to it.', { cause: new Error(reason) });
}

/** A refusal that the caller has no better word for. */
export function unexpectedRefusal(refusal: GraphRefusal): LockkeeperError {
  return directoryUnavailable(describeRefusal(refusal));
}

function describeRefusal({ status, code, requestId }: GraphRefusal): string {
  return `Graph answered ${String(status)} ${code}${requestId === undefined ? '' : ` (request ${requestId})`}`.trim();
}

/** Name and Entra's fault number of an SDK's error, and nothing else of it. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  const number = /AADSTS\d+/.exec(error.message)?.[0];
  return number === undefined ? error.name : `${error.name} ${number}`;
}
