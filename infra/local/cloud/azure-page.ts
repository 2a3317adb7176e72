import { z } from 'zod';
import type { ArmState, Stack } from './arm/arm-state.js';
import { groupOf, sameId, typeAndName, within } from './arm/ids.js';
import { isMachine, powerOf } from './arm/machines.js';
import type { Area, Cloud } from './cloud.js';
import { escapeHtml } from './escape-html.js';
import { loopbackOnly } from './loopback.js';
import { byName, lookPage, table } from './page-look.js';
import type { CloudResponse } from './router.js';

type State = Readonly<ArmState>;

const nothing = (what: string): string => `<p class="nobody">${escapeHtml(what)}</p>`;
const row = (name: string, ...cells: readonly string[]): string => `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

function stateOf({ state, run }: Stack): string {
  switch (state) {
    case 'deploying':
    case 'deleting':
      return `${state}: ${String(run.done)} of ${String(run.steps.length)}`;
    case 'failed':
      return `failed: ${run.failure ? `${run.failure.code}, ${run.failure.message}` : 'unknown'}`;
    case 'succeeded':
      return 'succeeded';
    default:
      return state satisfies never;
  }
}

function stacks({ stacks: all }: State): string {
  if (all.length === 0) return nothing('No stack yet: no workspace has been built.');
  const resources = (stack: Stack): string =>
    `<details><summary>${String(stack.resources.length)} resources</summary><ul>${stack.resources.map((id) => { const { type, name } = typeAndName(id); return `<li>${escapeHtml(`${type} ${name}`)}</li>`; }).join('')}</ul></details>`;
  return table(['Stack', 'State', 'Holds'], all.toSorted((a, b) => byName(a.name, b.name)).map((stack) => row(stack.name, escapeHtml(stateOf(stack)), resources(stack))));
}

function groups({ resources }: State): string {
  const found = resources.filter(({ type }) => type === 'Microsoft.Resources/resourceGroups');
  const counted = (id: string): string => String(resources.filter((each) => within(each.id, id)).length - 1);
  return table(['Resource group', 'Region', 'Resources'], found.toSorted((a, b) => byName(a.id, b.id)).map(({ id, location }) => row(typeAndName(id).name, escapeHtml(location ?? ''), counted(id))));
}

const sizeSchema = z.object({ hardwareProfile: z.object({ vmSize: z.string() }) }).transform(({ hardwareProfile }) => hardwareProfile.vmSize);

function machines({ resources, machines: powers }: State, now: Date): string {
  const found = resources.filter(isMachine);
  if (found.length === 0) return nothing('No machine.');
  return table(
    ['Machine', 'Resource group', 'Size', 'State'],
    found.map(({ id, properties }) => {
      const power = powers.find((each) => sameId(each.id, id));
      return row(typeAndName(id).name, escapeHtml(groupOf(id)?.name ?? ''), escapeHtml(sizeSchema.safeParse(properties).data ?? ''), power ? powerOf(power, now) : 'unknown');
    }),
  );
}

/** Stacks, resource groups and machines as they stand, read when it is asked for. */
function page({ azure, now }: Cloud): CloudResponse {
  const state = azure.current;
  const names = state.subscriptions.map(({ name, regions }) => `${name} (${regions.join(', ')})`).join('; ') || 'none';
  return lookPage(
    'Azure on this machine',
    `<h1>Azure</h1>
<p>This is the local stand-in for Azure. What stands here was deployed from the real templates, with the rights of real sign-ins, and is made of nothing but its description: no machine runs, nothing is stored, nothing costs. Load the page again to see what has changed. Who is in which group is on <a href="/directory">another page</a>.</p>
<p>Subscription: ${escapeHtml(names)}</p>
<h2>Deployment stacks</h2>
${stacks(state)}
<h2>Machines</h2>
${machines(state, now())}
<h2>Resource groups</h2>
${groups(state)}`,
  );
}

/** A page on which one sees what was built: plain http on loopback, read only. */
export const azurePage: Area = (cloud) => [loopbackOnly({ method: 'GET', path: '/azure', handle: () => page(cloud) })];
