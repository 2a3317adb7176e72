/** The directory as the bot may read it. Every call throws `LockkeeperError('directory-unavailable')` when the directory does not answer. */
export interface GroupOwners {
  /** Directory ids of the group's owners. */
  ownersOf(groupId: string): Promise<readonly string[]>;
}

/** Members and owners as they stand in the directory. */
export interface GroupReader {
  /**
   * Directory ids by group; a group that the directory does not know is left out.
   * @throws LockkeeperError `directory-unavailable` unless every other group was read to the end
   */
  peopleOf(groupIds: readonly string[]): Promise<ReadonlyMap<string, { readonly members: readonly string[]; readonly owners: readonly string[] }>>;
}

/** What came of an act with a person's own rights. `refused` is final: trying again changes nothing. */
export type GrantOutcome = 'added' | 'already-member' | 'sign-in-needed' | 'refused';

/** Membership written with the delegated rights of a person who owns the group; their token is fetched for each act and never stored. */
export interface GrantorRights {
  /** @throws LockkeeperError `directory-unavailable` when trying again later may help */
  addMember(act: { readonly grantorId: string; readonly groupId: string; readonly personId: string }): Promise<GrantOutcome>;
}

/** What the remover alone may do. */
export interface RemoverRights {
  /** @throws LockkeeperError `directory-unavailable` when trying again later may help */
  removeMember(act: { readonly groupId: string; readonly personId: string }): Promise<'removed' | 'not-member' | 'refused'>;
}
