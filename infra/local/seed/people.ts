/** The people of the seeded tenant: a small hospital with its research partners. Every name is invented. */

export const tenantId = '5f3c1d52-7b0e-4d6a-9c1f-2f6f0f6a1c01';

/** The app registration of the bot in the seeded tenant. */
export const botId = '8a0b6d3e-41c7-4b59-8a36-0f1f7a2e9d10';

/** The app registration of the remover, the one process that takes members out of groups. */
export const removerId = 'c2f4d7aa-95e0-4c83-b7d4-64c1f0a8be20';

export type PersonaRole = 'researcher' | 'investigator' | 'representative' | 'referee' | 'programme-manager' | 'project-manager';

export interface SeedPerson {
  /** Directory object id. */
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly userType: 'Member' | 'Guest';
  readonly jobTitle: string;
  /** Set for the six people that the start page offers to be. */
  readonly persona?: PersonaRole;
}

const objectId = (n: number): string => `a1000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const staff = (n: number, name: string, jobTitle: string, persona?: PersonaRole): SeedPerson => ({
  id: objectId(n),
  name,
  mail: `${name.toLowerCase().replaceAll(' ', '.')}@northgate.example`,
  userType: 'Member',
  jobTitle,
  ...(persona ? { persona } : {}),
});
const guest = (n: number, name: string, organisation: string, jobTitle: string, persona?: PersonaRole): SeedPerson => ({
  ...staff(n, name, jobTitle, persona),
  mail: `${name.toLowerCase().replaceAll(' ', '.')}@${organisation}.example`,
  userType: 'Guest',
});

export const people = {
  amara: staff(1, 'Amara Okafor', 'Epidemiologist', 'researcher'),
  ines: staff(2, 'Ines Carvalho', 'Consultant cardiologist', 'investigator'),
  tom: guest(3, 'Tom Lindqvist', 'cardiac-registry', 'Data steward', 'representative'),
  mei: staff(4, 'Mei Tanaka', 'Professor of biostatistics', 'referee'),
  ruth: staff(5, 'Ruth Adeyemi', 'Head of research data', 'programme-manager'),
  jonas: staff(6, 'Jonas Weber', 'Research project manager', 'project-manager'),
  david: staff(7, 'David Kerr', 'Research programme manager'),
  priya: staff(8, 'Priya Nair', 'Research computing lead'),
  claire: staff(9, 'Claire Dubois', 'Finance business partner'),
  samuel: staff(10, 'Samuel Osei', 'Consultant in acute medicine'),
  katarzyna: staff(11, 'Katarzyna Nowak', 'Research project manager'),
  lena: staff(12, 'Lena Fischer', 'Statistician'),
  omar: staff(13, 'Omar Haddad', 'Data scientist'),
  helen: guest(14, 'Helen Marsh', 'island-biobank', 'Access committee secretary'),
  daniel: staff(15, 'Daniel Roth', 'Reader in information security'),
  ben: staff(16, 'Ben Ashworth', 'Registrar'),
  gail: guest(17, 'Gail Summers', 'contractor', 'Consultant'),
} as const satisfies Record<string, SeedPerson>;

/** The directory groups that hold the system roles (people-and-requests.md, "Roles"). */
export const systemGroups = {
  'system-manager': { id: 'b1000000-0000-4000-8000-000000000001', name: 'TRE System Managers', members: [people.priya] },
  'programme-manager': { id: 'b1000000-0000-4000-8000-000000000002', name: 'TRE Programme Managers', members: [people.ruth, people.david] },
  finance: { id: 'b1000000-0000-4000-8000-000000000003', name: 'TRE Finance', members: [people.claire] },
  'referee-college': { id: 'b1000000-0000-4000-8000-000000000004', name: 'TRE Referee College', members: [people.mei, people.daniel] },
} as const;
