import { call, type Expression } from './expression.js';

const parts = (id: Expression): Expression => call('split', id, '/');

/** The resource group in which a resource lies, and its subscription, as a group deployment names them. */
export const groupOf = (id: Expression): { readonly subscriptionId: Expression; readonly resourceGroup: Expression } => ({ subscriptionId: parts(id).at(2), resourceGroup: parts(id).at(4) });

/** A resource's own name. */
export const nameOf = (id: Expression): Expression => call('last', parts(id));
