import { createServer, type Server, type ServerResponse } from 'node:http';
import { personas } from './personas.js';
import { people, type PersonaRole } from './seed/people.js';

/** What the start page and the terminal show: where to be whom. */
export interface Addresses {
  readonly page: string;
  readonly bot: string;
  readonly cloud: string;
  /** The page with the directory's groups. */
  readonly directory: string;
  readonly mail: string;
  /** Where the database's files lie. */
  readonly data: string;
  readonly playgrounds: readonly { readonly role: PersonaRole; readonly url: string }[];
}

const roleNames: Readonly<Record<PersonaRole, string>> = {
  researcher: 'Researcher',
  investigator: 'Investigator, owner of the workspaces',
  representative: 'Representative of a dataset’s provider',
  referee: 'Referee',
  'programme-manager': 'Programme Manager',
  'project-manager': 'Project Manager',
};

const firstSteps: Readonly<Partial<Record<PersonaRole, readonly string[]>>> = {
  researcher: ['Type <kbd>datasets echo</kbd>, choose the dataset and press “Request access”: it is at tier 2, where the Investigator alone decides.', 'Type <kbd>datasets arrhythmia</kbd> for one at tier 3: there the Representative decides too, and joining the workspace is asked for along with the data.', 'Type <kbd>my requests</kbd> to see where they stand.'],
  investigator: ['Keep this window open beside the researcher’s: the card to decide on arrives by itself.', 'Type <kbd>approvals</kbd> for everything that waits for you.'],
  representative: ['Open this window once, so that the product can reach you.', 'Requests for tier 3 data, and to join its workspace, arrive here after the Investigator has approved.'],
  'project-manager': ['Type <kbd>WP-0006</kbd> and open it for classification: the Investigator, the Representative and the Referee are asked in their own windows.', 'Close the classification when all agree.'],
  referee: ['Open this window once, so that the product can reach you.', 'Type <kbd>classify</kbd> when a package waits for your opinion.'],
  'programme-manager': ['Type <kbd>portfolio</kbd> for all projects at once, or <kbd>new project</kbd> to begin one.'],
};

/** Address of a persona's window, which is started when there is none yet. */
export type OpenWindow = (role: PersonaRole) => Promise<string>;

export interface StartPage {
  readonly url: string;
  /** Everything is ready, and there. Until then the page says that Lockkeeper is starting, and loads itself again. */
  show(addresses: Addresses, open: OpenWindow): void;
  stop(): Promise<void>;
}

/** Serves the page on loopback. @throws Error naming the port when it is in use */
export async function serveStartPage(port: number): Promise<StartPage> {
  let html = startingPage;
  let open: OpenWindow | undefined;
  const server = createServer((request, response) => {
    const wanted = personas.find(({ role }) => request.url === `/be/${role}`);
    if (wanted && open && request.method === 'GET') return void goThere(open(wanted.role), response);
    if (request.url !== '/' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('There is one page here: /');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" });
    response.end(request.method === 'HEAD' ? undefined : html);
  });
  await listen(server, port);
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://localhost:${String(actual)}`,
    show: (addresses, opens) => {
      open = opens;
      html = page(addresses);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => { resolve(); });
        server.closeAllConnections();
      }),
  };
}

/** Sends the browser to a window as soon as it is there. */
async function goThere(window: Promise<string>, response: ServerResponse): Promise<void> {
  try {
    response.writeHead(302, { location: await window, 'cache-control': 'no-store' });
    response.end();
  } catch {
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('The window did not open. Load this page again to try once more.');
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${String(port)} is in use: the start page cannot be served there. Stop what uses it, or start with --port ANOTHER.`) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

const style = `
:root { color-scheme: light dark; --ink:#1c2733; --soft:#5b6b7a; --line:#d5dde4; --paper:#f6f8fa; --card:#fff; --accent:#0b6a75; }
@media (prefers-color-scheme: dark) { :root { --ink:#e8edf2; --soft:#a3b1be; --line:#34424f; --paper:#141b22; --card:#1c2630; --accent:#4cc2cf; } }
body { margin:0; font:16px/1.55 system-ui, sans-serif; color:var(--ink); background:var(--paper); }
main { max-width:68rem; margin:0 auto; padding:2.5rem 1.25rem 4rem; }
h1 { margin:0 0 .25rem; font-size:1.9rem; } h2 { margin:0; font-size:1.15rem; }
.lead { margin:0 0 2rem; max-width:46rem; color:var(--soft); }
.people { display:grid; gap:1rem; grid-template-columns:repeat(auto-fill, minmax(19rem, 1fr)); }
article { background:var(--card); border:1px solid var(--line); border-radius:.6rem; padding:1.1rem 1.25rem; }
.role, .quiet { color:var(--soft); } .role { margin:.1rem 0 .6rem; } .quiet { margin:1.25rem 0 0; max-width:46rem; } article > :last-child { margin-bottom:0; } ol { padding-left:1.2rem; margin:.4rem 0 .8rem; }
a:not(.open) { color:var(--accent); overflow-wrap:anywhere; }
.open { display:inline-block; padding:.5rem .9rem; border-radius:.4rem; background:var(--accent); color:#fff; text-decoration:none; font-weight:600; }
@media (prefers-color-scheme: dark) { .open { color:#06222b; } }
.open:focus-visible { outline:3px solid var(--ink); outline-offset:2px; }
kbd { font:inherit; font-weight:600; background:var(--paper); border:1px solid var(--line); border-radius:.25rem; padding:0 .3rem; }
table { border-collapse:collapse; margin-top:2rem; } th { text-align:left; font-weight:600; padding:.2rem 1.5rem .2rem 0; } th, td { vertical-align:top; padding-top:.2rem; } td code { font-size:.95em; overflow-wrap:anywhere; }
`;

/** `head` and `main` are HTML. */
const framed = (head: string, main: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}<title>Lockkeeper on this machine</title>
<style>${style}</style></head><body><main>
<h1>Lockkeeper</h1>
${main}
</main></body></html>`;

const startingPage = framed('<meta http-equiv="refresh" content="1">', '<p class="lead" role="status">Lockkeeper is starting… This page shows the way in as soon as everything is ready; the first start takes longest.</p>');

function page({ bot, cloud, directory, mail, playgrounds }: Addresses): string {
  const windowOf = (role: PersonaRole): string | undefined => playgrounds.find((playground) => playground.role === role)?.url;
  const cards = personas.map(({ role, person }) => {
    // A window that is not open yet is opened by its link.
    const url = windowOf(role) ?? `/be/${role}`;
    const steps = (firstSteps[role] ?? []).map((step) => `<li>${step}</li>`).join('');
    return `<article>
  <h2>${person.name}</h2><p class="role">${roleNames[role]}</p>
  ${steps === '' ? '' : `<ol>${steps}</ol>`}
  <p><a class="open" href="${url}" target="_blank" rel="noopener">Be ${person.name.split(' ')[0] ?? ''} <span aria-hidden="true">→</span></a></p>
</article>`;
  });
  return framed(
    '',
    `<p class="lead">The whole product runs on this machine, with a small invented hospital in it. Be several people at once: open their windows side by side. A researcher asks for data, the owner approves on a card, access is granted in the directory, and all of it is on record.</p>
<section class="people" aria-label="Who to be">${cards.join('')}</section>
<p class="quiet">A window that is loaded again starts empty: type <kbd>help</kbd> to go on. After a restart, reload the windows that were open before: until then they stay silent. To put a dataset or a request of yours into a chat, press <kbd>+</kbd> in the compose box, “Search Command”, and type words for datasets or a number like <kbd>RQ-0012</kbd>.</p>
<table><caption hidden>Addresses</caption>
<tr><th scope="row">Bot</th><td><code>${bot}</code></td></tr>
<tr><th scope="row">Directory</th><td><a href="${directory}" target="_blank" rel="noopener">${directory}</a></td></tr>
<tr><th scope="row">Local cloud</th><td><code>${cloud}</code> (answers programs only)</td></tr>
<tr><th scope="row">Mail</th><td><code>${mail}</code></td></tr>
<tr><th scope="row">Audit</th><td><code>npm run -s lockkeeper -- audit verify</code></td></tr>
</table>
<p class="quiet">${people.ines.name} has signed in already: when every stage has approved, the access is granted in the directory with her rights at once. <a href="${directory}" target="_blank" rel="noopener">The directory’s groups</a> show it.</p>`,
  );
}
