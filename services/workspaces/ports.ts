/** What came of an act with a person's own rights, where it did not come about. `refused` is final: trying again changes nothing. `why` is for the record and for operators, never a secret. */
export type NotDone = { readonly kind: 'sign-in-needed' } | { readonly kind: 'refused'; readonly why: string };

/**
 * Directory groups written with the delegated rights of a person, whose token is fetched for each act and never stored.
 * Every call throws LockkeeperError `directory-unavailable` when trying again later may help.
 */
export interface GroupRights {
  /**
   * Makes a security group, or finds the one that was made under the same alias before. Whoever makes a group owns it besides those named.
   * @param act `alias`: the group's mail nickname, unique in the tenant by its form (`lk-ws-0002-members`)
   */
  ensureGroup(act: {
    readonly grantorId: string;
    readonly alias: string;
    readonly name: string;
    readonly description: string;
    readonly ownerIds: readonly string[];
    readonly memberIds: readonly string[];
  }): Promise<{ readonly kind: 'done'; readonly groupId: string } | NotDone>;
  /** Takes the person themselves out of the owners. One who owns it no more is a success. */
  leaveOwnership(act: { readonly grantorId: string; readonly groupId: string }): Promise<{ readonly kind: 'done' } | NotDone>;
  /** Deletes a group that the person owns. One that is gone is a success. */
  deleteGroup(act: { readonly grantorId: string; readonly groupId: string }): Promise<{ readonly kind: 'done' } | NotDone>;
}

/** A deployment stack at subscription scope. */
export interface StackAddress {
  readonly subscriptionId: string;
  /** The workspace's number in small letters. */
  readonly name: string;
}

/** How a stack stands. `done` and `of` count its resources, as far as Azure tells; `resources` are ids, sorted. */
export type StackState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'under-way'; readonly done: number; readonly of: number }
  | { readonly kind: 'succeeded'; readonly resources: readonly string[] }
  /** `code`: Azure's own (`QuotaExceeded`, `AllocationFailed`…); `target`: the resource it happened to. `transient`: putting the same stack again may succeed. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly target: string | null; readonly transient: boolean };

/** The value of a template's parameter, or where a secret one lies. */
export type ParameterValue = { readonly value: unknown } | { readonly reference: { readonly keyVault: { readonly id: string }; readonly secretName: string } };

/**
 * Azure's deployment stacks with the delegated rights of a person.
 * Every call throws LockkeeperError `azure-unavailable` when trying again later may help.
 */
export interface StackRights {
  /** Asks Azure to make the stack as the template says; what is there already stays. Returns as soon as Azure has taken it on. */
  put(act: {
    readonly grantorId: string;
    readonly stack: StackAddress;
    readonly location: string;
    /** Resource id of the pinned version of a template spec. */
    readonly templateSpecId: string;
    readonly parameters: Readonly<Record<string, ParameterValue>>;
    readonly tags: Readonly<Record<string, string>>;
  }): Promise<{ readonly kind: 'begun' } | NotDone>;
  look(act: { readonly grantorId: string; readonly stack: StackAddress }): Promise<StackState | NotDone>;
}

/**
 * What the remover alone may do in Azure, by itself.
 * Every call throws LockkeeperError `azure-unavailable` when trying again later may help.
 */
export interface AzureRemover {
  /** Asks Azure to delete the stack with everything in it. Returns as soon as Azure has taken it on. */
  deleteStack(stack: StackAddress): Promise<{ readonly kind: 'begun' } | { readonly kind: 'absent' } | { readonly kind: 'refused'; readonly why: string }>;
  look(stack: StackAddress): Promise<StackState | { readonly kind: 'refused'; readonly why: string }>;
  machines(group: ResourceGroup): Promise<readonly MachineState[]>;
  deallocate(machine: MachineAddress): Promise<'begun' | 'refused'>;
}

export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
}
export interface MachineAddress extends ResourceGroup {
  /** Its name in Azure: `vm-ws-0002-01`. */
  readonly machine: string;
}

/** As Azure tells it; `unknown` while it says nothing. */
export const powerStates = ['starting', 'running', 'stopping', 'stopped', 'deallocating', 'deallocated', 'unknown'] as const;
export type PowerState = (typeof powerStates)[number];

export interface MachineState {
  readonly name: string;
  readonly size: string;
  readonly state: PowerState;
}

/**
 * Machines with the delegated rights of a person, as their groups allow.
 * Every call throws LockkeeperError `azure-unavailable` when trying again later may help.
 */
export interface MachineRights {
  list(act: { readonly personId: string; readonly group: ResourceGroup }): Promise<{ readonly kind: 'done'; readonly machines: readonly MachineState[] } | NotDone>;
  /** Return as soon as Azure has taken it on; a machine that runs, or is stopped, already is a success. */
  start(act: { readonly personId: string; readonly machine: MachineAddress }): Promise<{ readonly kind: 'done' } | NotDone>;
  stop(act: { readonly personId: string; readonly machine: MachineAddress }): Promise<{ readonly kind: 'done' } | NotDone>;
}
