import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { json, type CloudResponse, type RoutedRequest } from '../router.js';

/** A refusal of Graph, answered as an OData error. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (message: string): GraphError => new GraphError(400, 'Request_BadRequest', message);
export const notFound = (id: string): GraphError =>
  new GraphError(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`);

/** The error as Graph writes it; `client-request-id` is echoed. */
export function errorResponse(error: GraphError, now: Date, clientRequestId: string | undefined): CloudResponse {
  const requestId = randomUUID();
  const echoed = clientRequestId ?? requestId;
  return json(
    error.status,
    { error: { code: error.code, message: error.message, innerError: { date: now.toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': echoed } } },
    { 'request-id': requestId, 'client-request-id': echoed, ...(error.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="", error="invalid_token"' } : {}) },
  );
}

/** Reads a JSON body; throws 400 with the faults that zod found. */
export function readBody<T>(request: RoutedRequest, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw badRequest('Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.');
  }
  const read = schema.safeParse(value);
  if (!read.success) throw badRequest(`Invalid request body. ${z.prettifyError(read.error).replaceAll('\n', ' ')}`);
  return read.data;
}

export interface Query {
  readonly select: readonly string[] | undefined;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly count: boolean;
  readonly top: number;
  readonly skip: number;
  /** The header `ConsistencyLevel: eventual` was sent, which Graph wants for advanced queries. */
  readonly eventual: boolean;
}

const options = new Set(['$select', '$filter', '$search', '$count', '$top', '$skiptoken']);
const defaultPage = 100;
const largestPage = 999;
const skipTokenSchema = z.object({ skip: z.int().min(0) });

function readSkip(token: string | null): number {
  if (token === null) return 0;
  try {
    return skipTokenSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))).skip;
  } catch {
    throw badRequest('Invalid skip token.');
  }
}

/** Reads the query options of a collection or an entity; an option that Graph or the local cloud does not know is refused, so that no caller relies on its being ignored. */
export function readQuery(request: RoutedRequest): Query {
  const { searchParams } = request.url;
  for (const name of searchParams.keys()) {
    if (name.startsWith('$') && !options.has(name)) throw badRequest(`The query option '${name}' is not supported by the local cloud.`);
  }
  const top = Number(searchParams.get('$top') ?? defaultPage);
  if (!Number.isInteger(top) || top < 1 || top > largestPage) throw badRequest(`Invalid page size specified: '${searchParams.get('$top') ?? ''}'. Must be between 1 and ${largestPage} inclusive.`);
  const eventual = request.headers['consistencylevel'] === 'eventual';
  const search = searchParams.get('$search') ?? undefined;
  const count = searchParams.get('$count') === 'true';
  if (search !== undefined && !eventual) {
    throw new GraphError(400, 'Request_UnsupportedQuery', "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'");
  }
  if (count && !eventual) throw badRequest("Request with $count query parameter needs the request header: 'ConsistencyLevel: eventual'");
  return {
    select: searchParams
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()),
    filter: searchParams.get('$filter') ?? undefined,
    search,
    count,
    top,
    skip: readSkip(searchParams.get('$skiptoken')),
    eventual,
  };
}

/** One page of a collection, with `@odata.nextLink` when there is more. `items` must come in a stable order. */
export function page<T>(request: RoutedRequest, query: Query, context: string, items: readonly T[], render: (item: T) => object): CloudResponse {
  const end = query.skip + query.top;
  const next = new URL(request.url);
  next.searchParams.set('$skiptoken', Buffer.from(JSON.stringify({ skip: end })).toString('base64url'));
  return json(200, {
    '@odata.context': `${request.url.origin}/v1.0/$metadata#${context}`,
    ...(query.count ? { '@odata.count': items.length } : {}),
    ...(end < items.length ? { '@odata.nextLink': next.href } : {}),
    value: items.slice(query.skip, end).map(render),
  });
}

/** The object id in a reference such as `https://graph.microsoft.com/v1.0/directoryObjects/ID`. */
export function referencedId(reference: string): string {
  const id = /^https:\/\/[^/]+\/(?:v1\.0|beta)\/(?:directoryObjects|users)(?:\/|\(')([\w-]+)(?:'\))?$/i.exec(reference)?.[1];
  if (id === undefined) throw badRequest(`Invalid URL format specified in @odata.id: '${reference}'.`);
  return id.toLowerCase();
}
