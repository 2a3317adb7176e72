/** How many requests were refused, by reason. */
export type Refusals = Readonly<Record<string, number>>;

const everyMs = 60_000;

/**
 * Counts refusals of those whom nobody here knows, and hands the counts over once a minute and at the end: one audit entry for a flood, so
 * that strangers can neither hold the head of the chain nor let it grow. A crash loses the counts of the last minute, nothing else; what
 * could not be recorded is counted with the next ones.
 */
export class RefusalCount {
  private counts = new Map<string, number>();
  private from: string | undefined;
  private readonly timer: NodeJS.Timeout;

  /** @param record told the counts, and whom they are about: one directory id, or `unknown`; throws when they are not on record */
  constructor(private readonly record: (refusals: Refusals, from: string) => Promise<void>) {
    this.timer = setInterval(() => void this.flush().catch(() => undefined), everyMs).unref();
  }

  /** @param from directory id of who was refused, where there is one */
  add(why: string, from = unknown): void {
    this.from = this.counts.size === 0 || this.from === from ? from : unknown;
    this.counts.set(why, (this.counts.get(why) ?? 0) + 1);
  }

  async flush(): Promise<void> {
    if (this.counts.size === 0) return;
    const counted = Object.fromEntries(this.counts);
    const from = this.from ?? unknown;
    const before = this.counts;
    this.counts = new Map();
    try {
      await this.record(counted, from);
    } catch (error) {
      // Not on record: they are counted with the next ones.
      for (const [why, count] of before) this.counts.set(why, (this.counts.get(why) ?? 0) + count);
      throw error;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush().catch(() => undefined);
  }
}

const unknown = 'unknown';
