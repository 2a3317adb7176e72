import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { checkFlowchartFile, viewPackage } from '../../../services/classification/index.js';
import type { Context } from '../../../services/context/index.js';
import type { Schema } from '../../../services/database/index.js';
import { preparing } from '../../../services/database/prepared-statements.js';
import type { Figure, Row } from '../figure.js';
import { largeFlowchart, largePackage, personAt } from '../large-package.js';
import { besideLimit, wallMs } from '../measure.js';

const repeats = 150;
const limitIs = '`select 1` in a transaction of its own on the same connection';

/** Loading and checking a flowchart of 200 questions, and how a package with 50 datasets and 60 classifiers stands, each beside `select 1`. */
export const classification: Row = {
  name: 'classification',
  async measure(workplace) {
    const database = await workplace.scratch();
    const packageId = await largePackage(database.db);
    const folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-bench-'));
    const file = path.join(folder, 'large.json');
    await writeFile(file, await largeFlowchart());
    const pool = new pg.Pool({ connectionString: database.url('lockkeeper_bot'), max: 1 });
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
    const each = async (work: () => Promise<unknown>): Promise<number> => (await wallMs(async () => {
      for (let repeat = 0; repeat < repeats; repeat += 1) await work();
    })) / repeats;
    const nothing = (): Promise<number> => each(() => db.transaction().execute((trx) => trx.executeQuery(CompiledQuery.raw('select 1'))));
    const checked = (): Promise<number> => each(async () => {
      const found = await checkFlowchartFile(file);
      if (!found.ok) throw new Error('the flowchart has faults');
    });
    const viewed = (): Promise<number> => each(() => db.transaction().execute(async (trx) => {
      const view = await viewPackage({ trx, actor: { kind: 'person', id: personAt(0), systemRoles: new Set() } } as unknown as Context, packageId);
      // 58 approvals of the Referee are missing: rules 1 to 4 hold, and rule 5 looks at every Representative.
      if (view?.missing.length !== 58 || view.others.length !== 59) throw new Error('the package stands otherwise');
    }));
    try {
      const figures: Figure[] = [];
      for (const { what, work, ratio } of [{ what: 'flowchart of 200 questions, loaded and checked', work: checked, ratio: 30 }, { what: 'readiness of 50 datasets, 60 classifiers', work: viewed, ratio: 10 }]) {
        for (const warmUp of [nothing, work]) await warmUp();
        const { measured, limit } = await besideLimit(work, nothing);
        figures.push({ what, unit: 'ms', measured, limit, limitIs, goal: { kind: 'ratio-at-most', ratio } });
      }
      return figures;
    } finally {
      await db.destroy();
      await rm(folder, { recursive: true });
    }
  },
};
