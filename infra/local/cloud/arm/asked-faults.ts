import { setTimeout as wait } from 'node:timers/promises';
import { ArmError } from './arm-error.js';
import type { AskedFault } from './arm-state.js';
import type { Azure } from './azure.js';

/** Takes a fault that was asked for and fits, once; undefined when there is none. */
export function takeFault<Kind extends AskedFault['kind']>(azure: Azure, kind: Kind, fits: (fault: Extract<AskedFault, { kind: Kind }>) => boolean): Extract<AskedFault, { kind: Kind }> | undefined {
  type Wanted = Extract<AskedFault, { kind: Kind }>;
  const isWanted = (fault: AskedFault): fault is Wanted => fault.kind === kind && fault.times > 0 && fits(fault as Wanted);
  if (!azure.current.faults.some(isWanted)) return undefined;
  return azure.update((state) => {
    const fault = state.faults.find(isWanted);
    if (!fault) return undefined;
    fault.times -= 1;
    state.faults = state.faults.filter(({ times }) => times > 0);
    return { ...fault };
  });
}

export const fitting = (pattern: string, text: string): boolean => new RegExp(pattern, 'iu').test(text);

/** Lets a call wait or fail as it was asked to. */
export async function sufferFault(azure: Azure, method: string, path: string): Promise<void> {
  const fault = takeFault(azure, 'call', ({ call }) => fitting(call, `${method} ${path}`));
  if (!fault) return;
  if (fault.delayMs > 0) await wait(fault.delayMs);
  if (fault.status === 0) return;
  throw new ArmError(fault.status, fault.code, fault.message, { headers: fault.retryAfterSeconds === null ? {} : { 'Retry-After': String(fault.retryAfterSeconds) } });
}
