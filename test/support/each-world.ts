import { testDatabase, type TestDatabase } from './database.js';

/** Gives the suite that calls it a database of its own, and each of its tests a new world in it; `take` is handed both before each test. */
export function eachWorld<World>(build: (database: TestDatabase) => Promise<World>, take: (world: World, database: TestDatabase) => void): void {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(async () => {
    take(await build(database), database);
  });
}
