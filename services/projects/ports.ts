import type { SystemRole } from '../context/index.js';

/** A person as the directory knows them. */
export interface DirectoryPerson {
  /** Directory object id. */
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly userType: 'member' | 'guest';
  readonly enabled: boolean;
}

/** What the bot may read of the directory. Every call throws `LockkeeperError('directory-unavailable')` when the directory does not answer. */
export interface DirectoryPeople {
  /** undefined: no such person, or deleted. */
  person(id: string): Promise<DirectoryPerson | undefined>;
  /** People whose name or address may be meant by `words`, in no order; also some whose names only begin alike. At most 200. */
  search(words: string): Promise<readonly DirectoryPerson[]>;
  /** System roles of one person, by membership of the configured groups, transitive ones too. */
  systemRolesOf(id: string): Promise<readonly SystemRole[]>;
  /** Everyone who holds each system role. */
  holdersOfSystemRoles(): Promise<Readonly<Record<SystemRole, readonly DirectoryPerson[]>>>;
}
