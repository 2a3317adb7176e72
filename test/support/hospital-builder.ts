import { randomBytes } from 'node:crypto';
import type { SystemRole } from '../../services/context/index.js';
import type { Database, ProjectRoleName } from '../../services/database/index.js';
import { commitmentsFor, commitmentVersions } from '../../services/requests/index.js';
import type { TestDatabase } from './database.js';
import { empty } from './emptying.js';

export type Tier = 0 | 1 | 2 | 3;
export const tiers: readonly Tier[] = [0, 1, 2, 3];

/** Everybody in the small hospital. `secondManager`, `outsider` and `guest` have no role in the project until a test gives them one. */
export const personKeys = [
  'researcher',
  'colleague',
  'investigator',
  'manager',
  'secondManager',
  'programmeManager',
  'otherProgrammeManager',
  'referee',
  'collegeReferee',
  'representative',
  'otherRepresentative',
  'deputy',
  'outsider',
  'guest',
] as const;
export type PersonKey = (typeof personKeys)[number];

/** Admissions and pathology are the representative's, with the deputy named for both; imaging is the other representative's, without a deputy. */
export const datasetKeys = ['admissions', 'pathology', 'imaging'] as const;
export type DatasetKey = (typeof datasetKeys)[number];

const projectRoles: Partial<Record<PersonKey, ProjectRoleName>> = {
  researcher: 'researcher',
  colleague: 'researcher',
  investigator: 'investigator',
  manager: 'project-manager',
  referee: 'referee',
  representative: 'representative',
  otherRepresentative: 'representative',
};
const systemRoles: Partial<Record<PersonKey, SystemRole>> = {
  programmeManager: 'programme-manager',
  otherProgrammeManager: 'programme-manager',
  referee: 'referee-college',
  collegeReferee: 'referee-college',
};
const representedBy: Readonly<Record<DatasetKey, PersonKey>> = { admissions: 'representative', pathology: 'representative', imaging: 'otherRepresentative' };
/** Long past, so that every record is older than any test's clock. */
const since = new Date('2026-01-05T09:00:00Z');

/** What the gates ask for and `gate_records` keeps; training is its own affair. */
export const keptRecords = ['authority', 'agreement', 'lawful-basis', 'dpia', 'ethics', 'website-terms'] as const;
export type KeptRecord = (typeof keptRecords)[number];

/** How a record stands; days are ISO dates. */
export interface RecordMore {
  readonly state?: 'proposed' | 'confirmed' | 'declined' | 'lapsed';
  readonly startsOn?: string;
  readonly endsOn?: string | null;
  readonly details?: object;
}

export interface Place {
  readonly workspaceId: number;
  readonly packageId: number;
  readonly membersGroup: string;
  readonly dataGroups: Readonly<Record<DatasetKey, string>>;
}

/**
 * A project as the paper staffs it, with a workspace at each tier whose package holds all three datasets. Everything that the gates ask for is on
 * record: everyone with a role has training until the end of 2027; agreements end on 2028-06-30, the project on 2028-03-31. The methods change
 * what a test is about.
 */
export class Hospital {
  private constructor(
    private readonly db: Database,
    private readonly owner: Database,
    readonly id: Readonly<Record<PersonKey, string>>,
    readonly projectId: number,
    readonly datasets: Readonly<Record<DatasetKey, number>>,
    readonly at: Readonly<Record<Tier, Place>>,
  ) {}

  /** Empties the database of everything but the audit trail, and builds the hospital there. */
  static async build(database: TestDatabase): Promise<Hospital> {
    await empty(database.owner);
    const db = database.db;
    const suffix = randomBytes(3).toString('hex');
    const id = Object.fromEntries(personKeys.map((key) => [key, `${key}-${suffix}`])) as Record<PersonKey, string>;
    await db
      .insertInto('people')
      .values(personKeys.map((key) => ({ id: id[key], name: key, mail: `${key}@example.org`, user_type: key === 'guest' ? ('guest' as const) : ('member' as const), updated_at: since })))
      .execute();
    await db
      .insertInto('system_role_holders')
      .values(entries(systemRoles).map(([key, role]) => ({ role, person_id: id[key] })))
      .execute();
    const project = await db
      .insertInto('projects')
      .values({ title: 'Outcomes after discharge', summary: 'Readmission', state: 'open', ends_on: '2028-03-31', created_at: since })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('project_roles')
      .values(entries(projectRoles).map(([key, role]) => ({ project_id: project.id, person_id: id[key], role, since })))
      .execute();
    const trained = [...Object.keys(projectRoles), 'secondManager', 'deputy', 'guest'] as PersonKey[];
    await db
      .insertInto('training_records')
      .values(trained.map((key) => ({ person_id: id[key], course: 'research data', completed_on: '2026-01-05', expires_on: '2027-12-31', confirmed_by: id.manager, confirmed_at: since })))
      .execute();
    const datasets = await insertDatasets(db, id);
    const at = await insertPlaces(db, project.id, datasets, suffix);
    const hospital = new Hospital(db, database.owner, id, project.id, datasets, at);
    for (const kind of keptRecords) await hospital.putOnRecord(kind);
    return hospital;
  }

  /** Puts what a gate asks for on record, wherever the project needs it; what was on record of that kind is replaced. */
  async putOnRecord(kind: KeptRecord, more: RecordMore = {}): Promise<void> {
    const { state = 'confirmed', startsOn = '2026-01-05', endsOn = kind === 'agreement' ? '2028-06-30' : null, details = {} } = more;
    await this.takeOffRecord(kind);
    const decided = state === 'proposed' ? {} : { decided_by: this.id.programmeManager, decided_as: 'programme-manager', decided_at: since };
    const row = { kind, state, starts_on: startsOn, ends_on: endsOn, details: JSON.stringify(details), filed_by: this.id.manager, filed_as: 'project-manager', filed_at: since, ...decided };
    const ended = state === 'declined' || state === 'lapsed' ? { ended_at: since } : {};
    await this.db.insertInto('gate_records').values(this.objectsOf(kind).map((object) => ({ ...row, ...ended, ...object }))).execute();
  }

  /** Nothing of the kind is on record any more, as if nobody had ever filed it. */
  async takeOffRecord(kind: KeptRecord): Promise<void> {
    await this.owner.deleteFrom('gate_records').where('kind', '=', kind).execute();
  }

  private objectsOf(kind: KeptRecord): readonly { readonly dataset_id?: number; readonly project_id?: number; readonly work_package_id?: number }[] {
    const datasets = Object.values(this.datasets);
    switch (kind) {
      case 'authority':
        return datasets.map((dataset_id) => ({ dataset_id }));
      case 'agreement':
        return datasets.map((dataset_id) => ({ dataset_id, project_id: this.projectId }));
      case 'lawful-basis':
      case 'dpia':
        return tiers.map((tier) => ({ work_package_id: this.at[tier].packageId }));
      case 'ethics':
      case 'website-terms':
        return [{ project_id: this.projectId }];
      default:
        return kind satisfies never;
    }
  }

  /** Gives a person a role in the project, or with `null` ends the one they have. */
  async setRole(person: PersonKey, role: ProjectRoleName | null): Promise<void> {
    await this.db.updateTable('project_roles').set({ until: new Date() }).where('person_id', '=', this.id[person]).where('until', 'is', null).execute();
    if (role) await this.db.insertInto('project_roles').values({ project_id: this.projectId, person_id: this.id[person], role, since }).execute();
  }

  /** The account is disabled in the directory: gone. */
  async disable(person: PersonKey): Promise<void> {
    await this.db.updateTable('people').set({ enabled: false }).where('id', '=', this.id[person]).execute();
  }

  async declareConflict(person: PersonKey): Promise<void> {
    await this.db.insertInto('declared_conflicts').values({ project_id: this.projectId, person_id: this.id[person], declared_at: since }).execute();
  }

  /** Ends every appointment for the dataset, and makes the named people its principals. */
  async represent(dataset: DatasetKey, principals: readonly PersonKey[], deputies: readonly PersonKey[] = []): Promise<void> {
    const dataset_id = this.datasets[dataset];
    await this.db.updateTable('dataset_representatives').set({ until: new Date() }).where('dataset_id', '=', dataset_id).where('until', 'is', null).execute();
    const named = [...principals.map((key) => ({ key, deputy: false })), ...deputies.map((key) => ({ key, deputy: true }))];
    if (named.length === 0) return;
    await this.db
      .insertInto('dataset_representatives')
      .values(named.map(({ key, deputy }) => ({ dataset_id, person_id: this.id[key], deputy, since: new Date() })))
      .execute();
  }

  /** ISO date of the last day on which the person's training is current; earlier records are replaced. */
  async trainUntil(person: PersonKey, expires_on: string): Promise<void> {
    await this.db.deleteFrom('training_records').where('person_id', '=', this.id[person]).execute();
    await this.db
      .insertInto('training_records')
      .values({ person_id: this.id[person], course: 'research data', completed_on: '2026-01-05', expires_on, confirmed_by: this.id.manager, confirmed_at: since })
      .execute();
  }

  /** ISO date of the last day of the agreement that the project signed for the dataset. */
  async agreementUntil(dataset: DatasetKey, ends_on: string): Promise<void> {
    await this.db.updateTable('gate_records').set({ ends_on }).where('kind', '=', 'agreement').where('dataset_id', '=', this.datasets[dataset]).execute();
  }

  async projectUntil(ends_on: string): Promise<void> {
    await this.db.updateTable('projects').set({ ends_on }).where('id', '=', this.projectId).execute();
  }

  /** The person has accepted all commitments of a workspace and its datasets: they can be added directly. */
  async accept(person: PersonKey, tier: Tier): Promise<void> {
    const wanted = [null, ...Object.values(this.datasets)].flatMap((dataset_id) =>
      commitmentsFor({ type: dataset_id === null ? 'join-workspace' : 'data-access', tier, dataset_id }),
    );
    await this.db
      .insertInto('commitments_accepted')
      .values(
        wanted.map(({ key, datasetId }) => ({
          person_id: this.id[person],
          workspace_id: this.at[tier].workspaceId,
          dataset_id: datasetId,
          commitment: key,
          version: commitmentVersions[key],
          accepted_at: since,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  systemRolesOf(person: PersonKey): ReadonlySet<SystemRole> {
    const role = systemRoles[person];
    return new Set(role ? [role] : []);
  }

  keyOf(personId: string): PersonKey {
    return personKeys.find((key) => this.id[key] === personId) ?? 'outsider';
  }
}

async function insertDatasets(db: Database, id: Readonly<Record<PersonKey, string>>): Promise<Record<DatasetKey, number>> {
  const provider = await db
    .insertInto('providers')
    .values({ name: `Registry ${id.representative}`, kind: 'registry' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = await db
    .insertInto('datasets')
    .values(
      datasetKeys.map((name) => ({
        name,
        summary: name,
        keywords: [name],
        provider_id: provider.id,
        region: 'uksouth',
        records: 1_000,
        size_bytes: 1_000_000,
        formats: ['parquet'],
        covers: '2015–2025',
        updated_on: '2026-01-05',
      })),
    )
    .returning(['id', 'name'])
    .execute();
  const datasets = Object.fromEntries(rows.map((row) => [row.name, row.id])) as Record<DatasetKey, number>;
  await db
    .insertInto('dataset_representatives')
    .values([
      ...datasetKeys.map((key) => ({ dataset_id: datasets[key], person_id: id[representedBy[key]], deputy: false, since })),
      ...(['admissions', 'pathology'] as const).map((key) => ({ dataset_id: datasets[key], person_id: id.deputy, deputy: true, since })),
    ])
    .execute();
  return datasets;
}

async function insertPlaces(db: Database, project_id: number, datasets: Readonly<Record<DatasetKey, number>>, suffix: string): Promise<Record<Tier, Place>> {
  const places = await Promise.all(
    tiers.map(async (tier): Promise<readonly [Tier, Place]> => {
      const workPackage = await db
        .insertInto('work_packages')
        .values({ project_id, title: `Tier ${String(tier)}`, purpose: 'analysis', state: 'classified', tier, classified_at: since })
        .returning('id')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('work_package_datasets')
        .values(datasetKeys.map((key) => ({ work_package_id: workPackage.id, dataset_id: datasets[key] })))
        .execute();
      const workspace = await db
        .insertInto('workspaces')
        .values({ name: `workspace-${String(tier)}`, project_id, work_package_id: workPackage.id, state: 'active', region: 'uksouth', created_at: since })
        .returning('id')
        .executeTakeFirstOrThrow();
      const group = (name: string): string => `${name}-${String(tier)}-${suffix}`;
      const dataGroups = Object.fromEntries(datasetKeys.map((key) => [key, group(key)])) as Record<DatasetKey, string>;
      await db
        .insertInto('directory_groups')
        .values([
          { id: group('members'), name: group('members'), workspace_id: workspace.id, kind: 'members' as const, dataset_id: null },
          ...datasetKeys.map((key) => ({ id: dataGroups[key], name: dataGroups[key], workspace_id: workspace.id, kind: 'data' as const, dataset_id: datasets[key] })),
        ])
        .execute();
      return [tier, { workspaceId: workspace.id, packageId: workPackage.id, membersGroup: group('members'), dataGroups }];
    }),
  );
  return Object.fromEntries(places) as Record<Tier, Place>;
}

const entries = <Key extends string, Value>(record: Partial<Record<Key, Value>>): [Key, Value][] => Object.entries(record) as [Key, Value][];
