/** What is run in turns, and how many batches of each: the machine's moods strike both alike. */
const batches = 3;

/** The median; of an even number of values the upper one. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/**
 * Runs the product's batch and the limit's in turns.
 * @returns the median of each
 */
export async function besideLimit(product: () => Promise<number>, limit: () => Promise<number>): Promise<{ readonly measured: number; readonly limit: number }> {
  const measured: number[] = [];
  const limits: number[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    measured.push(await product());
    limits.push(await limit());
  }
  return { measured: median(measured), limit: median(limits) };
}

/** Milliseconds that `work` takes by the clock on the wall. */
export async function wallMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** CPU microseconds of one call, over `calls` of them; the collector's work counts. */
export function cpuMicroseconds(calls: number, work: () => unknown): number {
  const start = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

/** Runs `work` on each item, `workers` at a time, in order. */
export async function shared<Item>(items: readonly Item[], workers: number, work: (item: Item) => Promise<unknown>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
