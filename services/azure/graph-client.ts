import type { Client, Context, GraphRequest, Middleware } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import type { TokenSource } from './app-token.js';
import type { DirectoryAddress } from './azure-settings.js';
import { directoryUnavailable, nameOf, unexpectedRefusal, type GraphRefusal } from './directory-fault.js';

/** Graph did it, or said why not. What waiting may heal (no answer, throttled, a fault of Graph's own) is thrown instead. */
export type GraphAnswer = { readonly kind: 'done'; readonly body: unknown } | { readonly kind: 'refused'; readonly refusal: GraphRefusal };

/** Graph v1.0 with one identity. Every call throws LockkeeperError `directory-unavailable` when trying again later may help. */
export interface Graph {
  get(path: string): Promise<GraphAnswer>;
  /** An advanced query (`$search`, `$count`), which Graph answers only with `ConsistencyLevel: eventual`. */
  query(path: string): Promise<GraphAnswer>;
  post(path: string, body: object): Promise<GraphAnswer>;
  patch(path: string, body: object): Promise<GraphAnswer>;
  delete(path: string): Promise<GraphAnswer>;
  /** Every item of a collection, page after page; throws for a refusal too. */
  list(path: string): Promise<readonly unknown[]>;
}

export interface GraphPatience {
  /** One attempt, in ms. */
  readonly attemptMs: number;
  /** One call with its retries, in ms: well under the minute that a membership's lock may be held. */
  readonly callMs: number;
  /** Before the first retry where Graph names no time, in seconds. */
  readonly retrySeconds: number;
  readonly retries: number;
  /** A `Retry-After` above this, in seconds, is left to the job queue. */
  readonly longestWaitSeconds: number;
}

const patience: GraphPatience = { attemptMs: 10_000, callMs: 25_000, retrySeconds: 1, retries: 2, longestWaitSeconds: 5 };

const errorSchema = z.object({ statusCode: z.number(), code: z.string().nullish(), message: z.string(), requestId: z.string().nullish() });
const pageSchema = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.url().optional() });
const mostPages = 1_000;

export function graphClient(address: DirectoryAddress, tokens: TokenSource, limits: GraphPatience = patience): Graph {
  const call = async (path: string, send: (request: GraphRequest) => Promise<unknown>): Promise<GraphAnswer> => {
    // Fetched here and not by the SDK, which would wrap our error into one of its own.
    const client = await openClient(address, await tokens(), limits);
    try {
      return { kind: 'done', body: await send(client.api(path).option('signal', AbortSignal.timeout(limits.callMs))) };
    } catch (error) {
      return { kind: 'refused', refusal: refusalOf(error) };
    }
  };
  const get = (path: string): Promise<GraphAnswer> => call(path, (request) => request.get());
  return {
    get,
    query: (path) => call(path, (request) => request.header('ConsistencyLevel', 'eventual').get()),
    post: (path, body) => call(path, (request) => request.post(body)),
    patch: (path, body) => call(path, (request) => request.patch(body)),
    delete: (path) => call(path, (request) => request.delete()),
    async list(path) {
      const items: unknown[] = [];
      let next: string | undefined = path;
      for (let pages = 0; next !== undefined; pages += 1) {
        if (pages === mostPages) throw directoryUnavailable('Graph answers with pages without end');
        const answer = await get(next);
        if (answer.kind === 'refused') throw unexpectedRefusal(answer.refusal);
        const page = read(pageSchema, answer.body);
        items.push(...page.value);
        next = page['@odata.nextLink'];
      }
      return items;
    },
  };
}

/** Reads an answer of Graph; one of an unexpected form is as good as none. */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw directoryUnavailable(`Graph answered in an unexpected form: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
}

/** A directory id as a part of a path. Throws for anything else, so that no id can name another resource. */
export function segment(id: string): string {
  return z.guid().parse(id);
}

function refusalOf(error: unknown): GraphRefusal {
  const parsed = errorSchema.safeParse(error);
  // The SDK puts the name of a fault of the network, of time or of reading into `code`.
  if (!parsed.success || parsed.data.statusCode < 400) throw directoryUnavailable(`no answer from Graph: ${parsed.data?.code ?? nameOf(error)}`);
  const { statusCode: status, code, message, requestId } = parsed.data;
  const refusal: GraphRefusal = { status, code: code ?? '', message, ...(requestId ? { requestId } : {}) };
  if (status === 429 || status >= 500) throw unexpectedRefusal(refusal);
  return refusal;
}

async function openClient(address: DirectoryAddress, token: string, limits: GraphPatience): Promise<Client> {
  const sdk = await import('@microsoft/microsoft-graph-client');
  const retries = new sdk.RetryHandlerOptions(limits.retrySeconds, limits.retries, (_delay, _attempt, _request, _options, response) => waitOf(response) <= limits.longestWaitSeconds);
  return sdk.Client.initWithMiddleware({
    baseUrl: `${address.graphBaseUrl}/`,
    defaultVersion: 'v1.0',
    // The SDK sends the token to Microsoft's hosts and to these, nowhere else: a link to the next page cannot carry it away.
    customHosts: new Set([new URL(address.graphBaseUrl).hostname]),
    middleware: [new sdk.AuthenticationHandler({ getAccessToken: () => Promise.resolve(token) }), new sdk.RetryHandler(retries), new TimedFetch(limits.attemptMs)],
  });
}

/** Seconds for which the answer asks to wait; 0 when it does not say. */
function waitOf(response: Response): number {
  const after = response.headers.get('Retry-After');
  if (after === null) return 0;
  const seconds = Number(after);
  return Number.isNaN(seconds) ? (Date.parse(after) - Date.now()) / 1000 : seconds;
}

/** The last middleware: one attempt, given up in time. Graph's JSON interface does not redirect. */
class TimedFetch implements Middleware {
  constructor(private readonly attemptMs: number) {}

  async execute(context: Context): Promise<void> {
    const whole = context.options?.signal;
    const signal = AbortSignal.any([AbortSignal.timeout(this.attemptMs), ...(whole ? [whole] : [])]);
    context.response = await fetch(context.request, { ...context.options, signal, redirect: 'error' });
  }
}
