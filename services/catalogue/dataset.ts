/** A dataset in a list of search results. */
export interface DatasetLine {
  readonly id: number;
  readonly name: string;
  readonly summary: string;
  readonly provider: string;
  readonly keywords: readonly string[];
  readonly hidden: boolean;
}

/** Where a dataset is used: a work package of a project in which the viewer has a role. */
export interface DatasetUse {
  readonly project: { readonly id: number; readonly title: string };
  readonly workPackage: { readonly id: number; readonly title: string; readonly state: 'new' | 'open' | 'classified'; readonly tier: number | null };
  readonly workspace: { readonly id: number; readonly name: string } | null;
  /** The viewer's request there that is active, or else the newest that is still open; one that ended is no access. */
  readonly myAccess: { readonly requestId: number; readonly state: string; readonly untilOn: string } | null;
  /** True when the viewer is a member of that workspace. */
  readonly member: boolean;
  /** True when the viewer's role allows asking for the dataset there. */
  readonly mayAsk: boolean;
  /** Who would be asked, in order of the stages, if the viewer asked for themselves, or somebody else where the viewer may not; empty where nothing can be asked for. No names: the seat is vacant. */
  readonly decides: readonly { readonly role: 'investigator' | 'representative'; readonly names: readonly string[] }[];
}

/** Everything a viewer may know of a dataset. */
export interface DatasetView extends DatasetLine {
  readonly region: string;
  readonly records: number;
  readonly sizeBytes: number;
  readonly formats: readonly string[];
  /** The period that the data covers, in words. */
  readonly covers: string;
  /** ISO date. */
  readonly updatedOn: string;
  /** What the viewer's projects that use it have signed for it; null for one that has signed nothing (paper 4.1.7). ISO date, the last day. */
  readonly agreements: readonly { readonly projectId: number; readonly endsOn: string | null }[];
  readonly representatives: readonly { readonly id: string; readonly name: string }[];
  /** Uses in projects where the viewer has a role; nothing of others. */
  readonly uses: readonly DatasetUse[];
  /** The viewer has a role in a project: what is in none of their packages needs a successor of one; who has none has to be added first. */
  readonly hasProject: boolean;
  /** Names of whom to ask where the dataset is in none of the viewer's packages: the other Project Managers of their projects (none for who is the only one); without a project the Programme Managers. */
  readonly askAbout: readonly string[];
}

/** A dataset that the viewer may ask for, with the workspaces in which they may: the choices of the dialog. */
export interface AskableDataset {
  readonly id: number;
  readonly name: string;
  readonly provider: string;
  /** At least one. */
  readonly workspaces: readonly AskablePlace[];
}

export interface AskablePlace {
  readonly id: number;
  readonly name: string;
  readonly project: { readonly id: number; readonly title: string };
  /** Tier of the workspace's classified package, 0 to 3. */
  readonly tier: number;
  /** True when the viewer is a member of that workspace. */
  readonly member: boolean;
  readonly myAccess: DatasetUse['myAccess'];
}
