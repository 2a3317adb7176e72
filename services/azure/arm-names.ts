import { z } from 'zod';

/** Names that this product gives. Nothing else is written, so that no address can lead to somebody else's resources. */
export const subscriptionName = z.guid();
export const stackName = z.string().regex(/^ws-\d{4,7}$/u, 'is no name of a workspace');
export const groupName = z.string().regex(/^rg-ws-\d{4,7}$/u, 'is no resource group of a workspace');
export const machineName = z.string().regex(/^vm-ws-\d{4,7}-d?\d{1,2}$/u, 'is no machine of a workspace');
