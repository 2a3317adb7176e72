import { z } from 'zod';
import { directoryUnavailable, unexpectedRefusal } from './directory-fault.js';
import { read, type Graph } from './graph-client.js';

/** The most that Graph takes in one batch. */
const mostTogether = 20;
/** Rounds for what was throttled before it is left to the job queue, and the longest wait before a round, in seconds. */
const rounds = 4;
const longestWaitSeconds = 30;

const responsesSchema = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.unknown()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});
const pageSchema = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.url().optional() });
const errorSchema = z.object({ error: z.object({ code: z.string().nullish(), message: z.string().nullish() }) });

export interface BatchPatience {
  readonly wait: (milliseconds: number) => Promise<void>;
}

const patience: BatchPatience = { wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) };

/**
 * Every item of many collections, twenty at a time; `not-found` for one that Graph does not know. Each part of a batch has its own status: what is
 * throttled, or meets a fault of Graph's own, is asked for again after the wait that it names.
 * @throws LockkeeperError `directory-unavailable` unless every collection was read to the end
 */
export async function listMany(graph: Graph, paths: readonly string[], { wait }: BatchPatience = patience): Promise<readonly (readonly unknown[] | 'not-found')[]> {
  const lists = new Map<number, readonly unknown[] | 'not-found'>();
  let left = paths.map((_path, index) => index);
  for (let round = 1; left.length > 0; round += 1) {
    let again: readonly number[] = [];
    let waitSeconds = 0;
    for (let at = 0; at < left.length; at += mostTogether) {
      const answered = await askTogether(graph, paths, left.slice(at, at + mostTogether));
      for (const [index, list] of answered.lists) lists.set(index, list);
      again = [...again, ...answered.again];
      waitSeconds = Math.max(waitSeconds, answered.waitSeconds);
    }
    if (again.length > 0 && (round === rounds || waitSeconds > longestWaitSeconds)) throw directoryUnavailable(`Graph left ${String(again.length)} of ${String(paths.length)} unanswered`);
    if (again.length > 0) await wait(Math.max(waitSeconds, round) * 1_000);
    left = [...again];
  }
  return paths.map((_path, index) => lists.get(index) ?? 'not-found');
}

interface Together {
  readonly lists: ReadonlyMap<number, readonly unknown[] | 'not-found'>;
  readonly again: readonly number[];
  readonly waitSeconds: number;
}

async function askTogether(graph: Graph, paths: readonly string[], indices: readonly number[]): Promise<Together> {
  const answer = await graph.post('/$batch', { requests: indices.map((index) => ({ id: String(index), method: 'GET', url: paths[index] })) });
  if (answer.kind === 'refused') throw unexpectedRefusal(answer.refusal);
  const { responses } = read(responsesSchema, answer.body);
  const lists = new Map<number, readonly unknown[] | 'not-found'>();
  const again: number[] = [];
  let waitSeconds = 0;
  for (const index of indices) {
    const response = responses.find(({ id }) => id === String(index));
    if (response?.status === 200) {
      const page = read(pageSchema, response.body);
      const next = page['@odata.nextLink'];
      lists.set(index, next === undefined ? page.value : [...page.value, ...(await graph.list(next))]);
    } else if (response?.status === 404) {
      lists.set(index, 'not-found');
    } else if (response === undefined || response.status === 429 || response.status >= 500) {
      again.push(index);
      waitSeconds = Math.max(waitSeconds, waitOf(response?.headers ?? {}));
    } else {
      const error = errorSchema.safeParse(response.body);
      throw unexpectedRefusal({ status: response.status, code: error.data?.error.code ?? '', message: error.data?.error.message ?? '' });
    }
  }
  return { lists, again, waitSeconds };
}

/** Seconds that one part of a batch asks to wait. */
function waitOf(headers: Readonly<Record<string, unknown>>): number {
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  const seconds = Number(named ?? 0);
  return Number.isFinite(seconds) ? seconds : 0;
}
