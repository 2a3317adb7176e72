import type { Area, Cloud } from './cloud.js';
import { escapeHtml } from './escape-html.js';
import { loopbackOnly } from './loopback.js';
import { byName, lookPage, table } from './page-look.js';
import type { CloudResponse } from './router.js';

/** Every group of the directory with the names of who is in it, read when it is asked for. */
function page({ state }: Cloud): CloudResponse {
  const { users, groups } = state.current;
  const names = new Map(users.map(({ id, displayName }) => [id, displayName]));
  const rows = groups
    .toSorted((a, b) => byName(a.displayName, b.displayName))
    .map(({ displayName, members }) => {
      const inside = members.map((id) => names.get(id) ?? id).toSorted(byName);
      return `<tr><th scope="row">${escapeHtml(displayName)}</th>${inside.length === 0 ? '<td class="nobody">nobody</td>' : `<td>${escapeHtml(inside.join(', '))}</td>`}</tr>`;
    });
  return lookPage(
    'Directory groups on this machine',
    `<h1>Directory groups</h1>
<p>This is the local stand-in for the organisation’s directory, Microsoft Entra ID: an invented tenant on this machine. Lockkeeper grants access by adding people to these groups. Nothing can be changed here; load the page again to see what has changed. What stands in Azure is on <a href="/azure">another page</a>.</p>
${table(['Group', 'Members'], rows)}`,
  );
}

/** A page on which one sees who is in which group: plain http on loopback, read only. */
export const directoryPage: Area = (cloud) => [loopbackOnly({ method: 'GET', path: '/directory', handle: () => page(cloud) })];
