import { testDatabase, type TestDatabase } from '../support/database.js';
import { startServer } from '../support/test-server.js';
import { durableDatabase } from './durable-database.js';
import { ProductUnderLoad } from './product-under-load.js';

/** What the rows work on; started when the first row asks for it, ended with the bench. */
export class Workplace {
  private readonly ends: (() => Promise<void>)[] = [];
  private running: Promise<ProductUnderLoad> | undefined;
  private server: Promise<() => Promise<void>> | undefined;

  /** One running product for all rows that need it. */
  product(): Promise<ProductUnderLoad> {
    this.running ??= this.keep(ProductUnderLoad.start(), (product) => product.stop());
    return this.running;
  }

  /** A migrated database of the row's own, on a server that never waits for the disk. */
  async scratch(): Promise<TestDatabase> {
    this.server ??= startServer();
    await this.server;
    return this.keep(testDatabase(), (database) => database.drop());
  }

  /** A migrated database of the row's own whose commits reach the disk. */
  durable(): Promise<TestDatabase> {
    return this.keep(durableDatabase(), (database) => database.drop());
  }

  async close(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end();
    await (await this.server)?.();
  }

  private async keep<Thing>(starting: Promise<Thing>, end: (thing: Thing) => Promise<void>): Promise<Thing> {
    const thing = await starting;
    this.ends.push(() => end(thing));
    return thing;
  }
}
