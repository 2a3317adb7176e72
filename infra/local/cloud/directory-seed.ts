import type { CloudOptions } from './options.js';
import type { CloudState, DirectoryUser } from './state.js';

function names(displayName: string): Pick<DirectoryUser, 'givenName' | 'surname'> {
  const [givenName, ...rest] = displayName.split(' ');
  return { givenName: givenName ?? null, surname: rest.length === 0 ? null : rest.join(' ') };
}

/** The tenant's own domain: that of most of its members. */
function tenantDomain(users: CloudOptions['users']): string {
  return users.find(({ userType }) => userType === 'Member')?.mail.split('@')[1] ?? 'tenant.example';
}

/** Groups of workspaces have the alias that the product would have given them. */
const nickname = (name: string): string => (name.startsWith('WS-') ? `lk-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}` : name.replace(/[^\w.-]+/g, '-'));

/** The directory on the first start. A guest's principal name is built as Entra builds it; the shared mailbox is an account nobody can sign in to. */
export function seedDirectory(options: CloudOptions, now: Date): Pick<CloudState, 'users' | 'groups'> {
  const domain = tenantDomain(options.users);
  const users = options.users.map((person): DirectoryUser => ({
    id: person.id.toLowerCase(),
    displayName: person.name,
    ...names(person.name),
    mail: person.mail,
    userPrincipalName: person.userType === 'Guest' ? `${person.mail.replace('@', '_')}#EXT#@${domain}` : person.mail,
    userType: person.userType,
    jobTitle: person.jobTitle,
    accountEnabled: true,
  }));
  const { mailbox } = options;
  if (mailbox) {
    users.push({ id: mailbox.id.toLowerCase(), displayName: mailbox.name, givenName: null, surname: null, mail: mailbox.mail, userPrincipalName: mailbox.mail, userType: 'Member', jobTitle: null, accountEnabled: false });
  }
  const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id.toLowerCase());
  return {
    users,
    groups: options.groups.map((group) => ({
      id: group.id.toLowerCase(),
      displayName: group.name,
      description: null,
      mailNickname: nickname(group.name),
      createdDateTime: now.toISOString(),
      owners: ids(group.owners),
      members: ids(group.members),
    })),
  };
}
