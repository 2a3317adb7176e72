import type { Tenant } from '../tenant.js';
import type { ArmState, ArmStore } from './arm-state.js';
import { settle, somethingIsDue } from './progress.js';
import type { RoleDefinition } from './roles/built-in-roles.js';
import type { TemplateSpecs } from './template-specs.js';

/** The subscriptions of the tenant. What takes time is worked out from the clock when somebody looks: it goes on while the process is down, as in Azure. */
export class Azure {
  readonly #store: ArmStore;

  constructor(
    readonly tenant: Tenant,
    store: ArmStore,
    readonly specs: TemplateSpecs,
    readonly roles: readonly RoleDefinition[],
  ) {
    this.#store = store;
  }

  /** How things stand now. */
  get current(): Readonly<ArmState> {
    const now = this.tenant.now();
    if (somethingIsDue(this.#store.current, now)) this.#store.update((state) => { settle(state, now); });
    return this.#store.current;
  }

  /** Changes how things stand now; a change that throws changes nothing. */
  update<T>(change: (state: ArmState) => T): T {
    return this.#store.update((state) => {
      settle(state, this.tenant.now());
      return change(state);
    });
  }
}
