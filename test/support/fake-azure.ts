import type { AzureRemover, GroupRights, MachineRights, NotDone, PowerState, StackAddress, StackRights, StackState } from '../../services/workspaces/index.js';

export interface FakeGroup {
  readonly id: string;
  readonly alias: string;
  readonly owners: Set<string>;
  readonly members: Set<string>;
}

/** What the next calls meet: an outcome in place of what was asked for, or a fault that is thrown. */
export type Meets = NotDone | Error;

/** Directory and Azure as far as building a workspace needs them, in memory: everything that is done is counted, and can be made to go wrong. */
export class FakeAzure {
  readonly groups = new Map<string, FakeGroup>();
  readonly stacks = new Map<string, { state: StackState; readonly template: string; parameters: Readonly<Record<string, unknown>>; puts: number }>();
  readonly machines = new Map<string, PowerState>();
  /** Names of calls, in their order. */
  readonly calls: string[] = [];
  /** Who has no token. */
  readonly signedOut = new Set<string>();
  /** How often a stack is looked at before it stands. */
  looksNeeded = 1;
  private readonly meets: { readonly call: string; readonly outcome: Meets }[] = [];
  private readonly looks = new Map<string, number>();
  private made = 0;

  /** The next call of that name goes otherwise. */
  next(call: string, ...outcomes: readonly Meets[]): void {
    for (const outcome of outcomes) this.meets.push({ call, outcome });
  }

  private meet(call: string, grantorId?: string): NotDone | undefined {
    this.calls.push(call);
    const at = this.meets.findIndex((one) => one.call === call);
    if (at >= 0) {
      const outcome = this.meets.splice(at, 1)[0]?.outcome;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }
    return grantorId !== undefined && this.signedOut.has(grantorId) ? { kind: 'sign-in-needed' } : undefined;
  }

  readonly groupRights: GroupRights = {
    ensureGroup: (act) =>
      this.answer('ensureGroup', act.grantorId, () => {
        const known = [...this.groups.values()].find(({ alias }) => alias === act.alias);
        const group = known ?? { id: `group-${String((this.made += 1))}-${act.alias}`, alias: act.alias, owners: new Set([act.grantorId, ...act.ownerIds]), members: new Set(act.memberIds) };
        this.groups.set(group.id, group);
        return { kind: 'done', groupId: group.id };
      }),
    leaveOwnership: (act) =>
      this.answer('leaveOwnership', act.grantorId, () => {
        this.groups.get(act.groupId)?.owners.delete(act.grantorId);
        return { kind: 'done' };
      }),
    deleteGroup: (act) =>
      this.answer('deleteGroup', act.grantorId, () => {
        const group = this.groups.get(act.groupId);
        if (group && !group.owners.has(act.grantorId)) return { kind: 'refused', why: 'no owner' };
        this.groups.delete(act.groupId);
        return { kind: 'done' };
      }),
  };

  readonly stackRights: StackRights = {
    put: (act) =>
      this.answer('put', act.grantorId, () => {
        const before = this.stacks.get(act.stack.name);
        this.stacks.set(act.stack.name, { state: { kind: 'under-way', done: 0, of: 4 }, template: act.templateSpecId, parameters: act.parameters, puts: (before?.puts ?? 0) + 1 });
        this.looks.set(act.stack.name, 0);
        return { kind: 'begun' };
      }),
    look: (act) => this.answer('look', act.grantorId, () => this.stackState(act.stack)),
  };

  readonly remover: AzureRemover = {
    deleteStack: (stack) =>
      this.answer('deleteStack', undefined, () => {
        if (!this.stacks.delete(stack.name)) return { kind: 'absent' };
        return { kind: 'begun' };
      }) as ReturnType<AzureRemover['deleteStack']>,
    look: (stack) => this.answer('look-to-remove', undefined, () => this.stacks.get(stack.name)?.state ?? { kind: 'absent' as const }) as ReturnType<AzureRemover['look']>,
    machines: () => Promise.resolve([...this.machines].map(([name, state]) => ({ name, size: 'Standard_D4s_v5', state }))),
    deallocate: ({ machine }) => {
      this.machines.set(machine, 'deallocated');
      return Promise.resolve('begun');
    },
  };

  readonly machineRights: MachineRights = {
    list: ({ personId }) => this.answer('list', personId, () => ({ kind: 'done', machines: [...this.machines].map(([name, state]) => ({ name, size: 'Standard_D4s_v5', state: this.settle(name, state) })) })),
    start: ({ personId, machine }) => this.answer('start', personId, () => this.power(machine.machine, 'starting')),
    stop: ({ personId, machine }) => this.answer('stop', personId, () => this.power(machine.machine, 'deallocating')),
  };

  private power(name: string, state: PowerState): { readonly kind: 'done' } {
    this.machines.set(name, state);
    return { kind: 'done' };
  }

  /** What changes is there when it is looked at the next time. */
  private settle(name: string, state: PowerState): PowerState {
    if (state === 'starting') this.machines.set(name, 'running');
    if (state === 'deallocating') this.machines.set(name, 'deallocated');
    return state;
  }

  private stackState({ name }: StackAddress): StackState {
    const stack = this.stacks.get(name);
    if (!stack) return { kind: 'absent' };
    const looked = (this.looks.get(name) ?? 0) + 1;
    this.looks.set(name, looked);
    if (stack.state.kind !== 'under-way') return stack.state;
    if (looked <= this.looksNeeded) return { kind: 'under-way', done: looked, of: 4 };
    stack.state = { kind: 'succeeded', resources: this.resourcesOf(name, stack.parameters) };
    return stack.state;
  }

  /** The stack fails at its next look. */
  failStack(name: string, code: string, transient: boolean): void {
    const stack = this.stacks.get(name);
    if (stack) stack.state = { kind: 'failed', code, message: `${code} happened`, target: 'vm', transient };
  }

  private resourcesOf(name: string, parameters: Readonly<Record<string, unknown>>): readonly string[] {
    const machines = (parameters['machines'] as { readonly value: readonly { readonly number: number }[] }).value;
    const group = `/subscriptions/s/resourceGroups/rg-${name}`;
    for (const { number } of machines) this.machines.set(`vm-${name}-${String(number).padStart(2, '0')}`, 'running');
    return [group, `${group}/providers/Microsoft.Network/virtualNetworks/vnet-${name}`, `${group}/providers/Microsoft.Storage/storageAccounts/st${name}`, ...machines.map(({ number }) => `${group}/providers/Microsoft.Compute/virtualMachines/vm-${name}-${String(number).padStart(2, '0')}`)].sort();
  }

  private answer<Value>(call: string, grantorId: string | undefined, work: () => Value): Promise<Value | NotDone> {
    try {
      return Promise.resolve(this.meet(call, grantorId) ?? work());
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }
}
