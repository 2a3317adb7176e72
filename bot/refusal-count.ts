/** How many requests were refused before anybody was known, by reason. */
export type Refusals = Readonly<Record<string, number>>;

const everyMs = 60_000;

/**
 * Counts refused tokens and hands the counts over once a minute and at the end: one audit entry for a flood, so that it cannot hold the
 * head of the chain. A crash loses the counts of the last minute, nothing else.
 */
export class RefusalCount {
  private counts = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly record: (refusals: Refusals) => Promise<void>) {
    this.timer = setInterval(() => void this.flush(), everyMs).unref();
  }

  add(why: string): void {
    this.counts.set(why, (this.counts.get(why) ?? 0) + 1);
  }

  async flush(): Promise<void> {
    if (this.counts.size === 0) return;
    const counted = Object.fromEntries(this.counts);
    this.counts = new Map();
    await this.record(counted);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }
}
