import { LockkeeperError, systemRoles, type SystemRole } from '../../../services/context/index.js';
import type { DirectoryPeople, DirectoryPerson } from '../../../services/projects/index.js';
import { people, systemGroups } from '../../../infra/local/seed/people.js';

/** The seeded directory in memory: accounts and roles change as a test says, and it can stop answering. */
export class DirectoryFake implements DirectoryPeople {
  readonly accounts = new Map<string, DirectoryPerson>();
  readonly holders: Record<SystemRole, string[]>;
  answering = true;
  calls = 0;

  constructor() {
    for (const { id, name, mail, userType } of Object.values(people)) this.accounts.set(id, { id, name, mail, userType: userType === 'Guest' ? 'guest' : 'member', enabled: true });
    const members = (role: SystemRole): string[] => systemGroups[role].members.map(({ id }) => id);
    this.holders = { 'system-manager': members('system-manager'), 'programme-manager': members('programme-manager'), finance: members('finance'), 'referee-college': members('referee-college') };
  }

  set(id: string, change: Partial<DirectoryPerson>): void {
    const account = this.accounts.get(id);
    if (!account) throw new Error(`no account ${id}`);
    this.accounts.set(id, { ...account, ...change });
  }

  person(id: string): Promise<DirectoryPerson | undefined> {
    return this.answer(() => this.accounts.get(id));
  }

  /** Everybody: finding those who are meant is for the one who asked. */
  search(): Promise<readonly DirectoryPerson[]> {
    return this.answer(() => [...this.accounts.values()]);
  }

  systemRolesOf(id: string): Promise<readonly SystemRole[]> {
    return this.answer(() => systemRoles.filter((role) => this.holders[role].includes(id)));
  }

  holdersOfSystemRoles(): Promise<Readonly<Record<SystemRole, readonly DirectoryPerson[]>>> {
    const within = (role: SystemRole): DirectoryPerson[] => this.holders[role].flatMap((id) => this.accounts.get(id) ?? []);
    return this.answer(() => ({ 'system-manager': within('system-manager'), 'programme-manager': within('programme-manager'), finance: within('finance'), 'referee-college': within('referee-college') }));
  }

  private answer<Value>(value: () => Value): Promise<Value> {
    this.calls += 1;
    return this.answering ? Promise.resolve(value()) : Promise.reject(new LockkeeperError('directory-unavailable', 'The directory does not answer.'));
  }
}
