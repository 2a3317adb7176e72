import { LockkeeperError } from '../services/context/index.js';

/** One error that names every fault, a line each. */
export function faultsIn(what: string, faults: readonly string[]): LockkeeperError {
  const count = faults.length === 1 ? 'a fault' : `${String(faults.length)} faults`;
  return new LockkeeperError('configuration', `There ${faults.length === 1 ? 'is' : 'are'} ${count} in ${what}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}
