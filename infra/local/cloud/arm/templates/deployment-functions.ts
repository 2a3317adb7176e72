import { groupId, providerPart, type GroupAddress } from '../ids.js';
import { ExpressionError } from '../expressions/parse.js';

/** Where a deployment happens, and when. */
export interface Place {
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Undefined: to the subscription. */
  readonly group: GroupAddress | undefined;
  readonly location: string;
  readonly deploymentName: string;
  readonly now: Date;
}

/** Looks something up by its symbolic name or its id; undefined where there is no such thing. */
export type Reference = (what: string, whole: boolean) => unknown;

/** The functions of the template language that know where they are. */
export function deploymentFunctions(place: Place, reference: Reference, groupLocation: () => string): Readonly<Record<string, (...values: readonly unknown[]) => unknown>> {
  const texts = (values: readonly unknown[]): readonly string[] => values.map(String);
  const stamp = (format: string): string => {
    const iso = place.now.toISOString().replace(/\.\d+/u, '');
    return format === 'u' ? iso : iso.replaceAll(/[-:]/gu, '');
  };
  const ofGroup = (): GroupAddress => {
    if (place.group) return place.group;
    throw new ExpressionError("The template function 'resourceGroup' is not expected at this location.");
  };
  return {
    subscription: () => ({ id: `/subscriptions/${place.subscriptionId}`, subscriptionId: place.subscriptionId, tenantId: place.tenantId }),
    resourcegroup: () => ({ id: groupId(ofGroup()), name: ofGroup().name, location: groupLocation() }),
    tenant: () => ({ tenantId: place.tenantId }),
    environment: () => ({ name: 'AzureCloud', resourceManager: 'https://management.azure.com/', suffixes: { keyvaultDns: '.vault.azure.net', storage: 'core.windows.net' } }),
    deployment: () => ({ name: place.deploymentName, location: place.location }),
    utcnow: (format) => stamp(String(format ?? '')),
    resourceid: (...values) => resourceId(texts(values), place),
    subscriptionresourceid: (...values) => {
      const [first = '', ...rest] = texts(values);
      return first.includes('/') ? `/subscriptions/${place.subscriptionId}${providerPart(first, rest.join('/'))}` : `/subscriptions/${first}${providerPart(rest[0] ?? '', rest.slice(1).join('/'))}`;
    },
    tenantresourceid: (type, ...names) => providerPart(String(type), texts(names).join('/')),
    listregistrationtokens: () => ({ value: [{ token: 'of-the-local-cloud' }] }),
    reference: (what, _api, full) => {
      const found = reference(String(what), full === 'Full');
      if (found === undefined) throw new ExpressionError(`The resource '${String(what)}' that is referred to is not there.`);
      return found;
    },
  };
}

/** `resourceId([subscription], [group], type, …names)` */
function resourceId(values: readonly string[], place: Place): string {
  const at = values.findIndex((each) => each.includes('/'));
  const [type = '', ...names] = values.slice(at);
  const before = values.slice(0, at);
  const name = before.at(-1) ?? place.group?.name;
  const subscriptionId = before.length > 1 ? (before[0] ?? '') : (place.group?.subscriptionId ?? place.subscriptionId);
  const scope = name === undefined ? `/subscriptions/${subscriptionId}` : groupId({ subscriptionId, name });
  return `${scope}${providerPart(type, names.join('/'))}`;
}
