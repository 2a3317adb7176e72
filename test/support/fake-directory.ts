import { LockkeeperError } from '../../services/context/index.js';
import type { GrantOutcome, GrantorRights, GroupOwners, RemoverRights } from '../../services/requests/index.js';

/**
 * What the directory does with the next call: does not answer, does what was asked and loses the answer, refuses for good,
 * answers from a copy that does not know the newest members, sees the process end that asks, before or after it does it, or does as asked (to let a call pass before a fault).
 */
export type Fault = 'unavailable' | 'answer-lost' | 'refused' | 'not-spread-yet' | 'killed-before' | 'killed-after' | 'none';

/** The process that asked is gone, before it could record anything. */
export class Killed extends Error {}

type Call = 'ownersOf' | 'addMember' | 'removeMember';

/** A directory in memory: groups with owners and members, and who has signed in so that the product can act with their rights. */
export class FakeDirectory implements GroupOwners, GrantorRights, RemoverRights {
  readonly signedIn = new Set<string>();
  /** What each added membership was written with, in order. */
  readonly grants: { readonly groupId: string; readonly personId: string; readonly grantorId: string }[] = [];
  /** Runs while a call is under way, before it takes effect. */
  during: (call: Call) => Promise<void> = () => Promise.resolve();
  private readonly owners = new Map<string, readonly string[]>();
  private readonly members = new Map<string, Set<string>>();
  private readonly faults: Record<Call, Fault[]> = { ownersOf: [], addMember: [], removeMember: [] };

  setOwners(groupId: string, owners: readonly string[]): void {
    this.owners.set(groupId, owners);
  }

  /** Faults of the next calls, in order. */
  failNext(call: Call, ...faults: readonly Fault[]): void {
    this.faults[call].push(...faults);
  }

  clearFaults(): void {
    for (const queue of Object.values(this.faults)) queue.length = 0;
  }

  membersOf(groupId: string): readonly string[] {
    return [...(this.members.get(groupId) ?? [])];
  }

  isMember(groupId: string, personId: string): boolean {
    return this.members.get(groupId)?.has(personId) ?? false;
  }

  /** Every membership, as `group/person`. */
  memberships(): readonly string[] {
    return [...this.members].flatMap(([groupId, people]) => [...people].map((personId) => `${groupId}/${personId}`));
  }

  async ownersOf(groupId: string): Promise<readonly string[]> {
    await this.during('ownersOf');
    return this.answer('ownersOf', () => this.owners.get(groupId) ?? [], { refused: [], unspread: [] });
  }

  async addMember(act: { readonly grantorId: string; readonly groupId: string; readonly personId: string }): Promise<GrantOutcome> {
    await this.during('addMember');
    return this.answer('addMember', () => this.add(act), { refused: 'refused', unspread: 'added' });
  }

  async removeMember({ groupId, personId }: { readonly groupId: string; readonly personId: string }): Promise<'removed' | 'not-member' | 'refused'> {
    await this.during('removeMember');
    return this.answer('removeMember', () => (this.members.get(groupId)?.delete(personId) ? 'removed' : 'not-member'), { refused: 'refused', unspread: 'not-member' });
  }

  private add(act: { readonly grantorId: string; readonly groupId: string; readonly personId: string }): GrantOutcome {
    if (!this.signedIn.has(act.grantorId)) return 'sign-in-needed';
    if (!this.owners.get(act.groupId)?.includes(act.grantorId)) return 'refused';
    const members = this.members.get(act.groupId) ?? new Set<string>();
    this.members.set(act.groupId, members);
    if (members.has(act.personId)) return 'already-member';
    members.add(act.personId);
    this.grants.push(act);
    return 'added';
  }

  private answer<Value>(call: Call, act: () => Value, otherwise: { readonly refused: Value; readonly unspread: Value }): Value {
    const fault = this.faults[call].shift() ?? 'none';
    const unavailable = new LockkeeperError('directory-unavailable', 'The directory does not answer.');
    switch (fault) {
      case 'none':
        return act();
      case 'unavailable':
        throw unavailable;
      case 'answer-lost':
        act();
        throw unavailable;
      case 'killed-before':
        throw new Killed();
      case 'killed-after':
        act();
        throw new Killed();
      case 'refused':
        return otherwise.refused;
      case 'not-spread-yet':
        return otherwise.unspread;
      default:
        return fault satisfies never;
    }
  }
}
