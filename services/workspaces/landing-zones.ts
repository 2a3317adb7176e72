import { z } from 'zod';
import { readSettingsFile } from './catalogue.js';
import type { ParameterValue } from './ports.js';

const reference = z.strictObject({ keyVault: z.strictObject({ id: z.string().startsWith('/subscriptions/') }), secretName: z.string().regex(/^[A-Za-z0-9-]{1,127}$/) });
/** Of the templates: a plain value, or where a secret one lies. */
const parameter = z.union([z.strictObject({ reference }), z.strictObject({ value: z.json() })]);

const zoneSchema = z.strictObject({
  /** As people call it. */
  name: z.string().trim().min(1).max(60),
  subscriptionId: z.guid(),
  /** Azure's name of the region. A dataset lies in the zone of its own region, and nowhere else. */
  region: z.string().regex(/^[a-z0-9]{3,30}$/),
  /** From which each workspace gets a /24. */
  addressSpace: z.cidrv4().refine((space) => Number(space.split('/')[1]) <= 23, 'must be larger than a /24'),
  /** Parameters that every workspace of the zone is built with, by their names in the template; those of a tier besides. */
  parameters: z.record(z.string(), parameter),
  parametersByTier: z.partialRecord(z.enum(['0', '1', '2', '3']), z.record(z.string(), parameter)).default({}),
});

const schema = z
  .strictObject({
    /** Resource id under which the template specs lie, and the version that was reviewed. */
    templates: z.strictObject({ specs: z.string().regex(/^\/subscriptions\/.+\/templateSpecs$/i), version: z.string().regex(/^\d+\.\d+\.\d+$/) }),
    zones: z.array(zoneSchema).min(1).max(50),
  })
  .refine(({ zones }) => new Set(zones.map(({ name }) => name)).size === zones.length, { path: ['zones'], message: 'name a zone twice' });

/** Where workspaces can be built, and by which templates. */
export type LandingZones = Readonly<z.output<typeof schema>>;
export type LandingZone = LandingZones['zones'][number];

/** @throws LockkeeperError `configuration` with every fault of the file */
export const loadLandingZones = (file: string): Promise<LandingZones> => readSettingsFile('LANDING_ZONES', file, schema);

/**
 * The zone in which data of these regions may lie together: each dataset stays in its region ("a dataset's region decides the landing zone").
 * `mismatch` where they lie in different ones; `none` where the institution has no zone there. Without data, the first zone.
 */
export function zoneFor({ zones }: Pick<LandingZones, 'zones'>, regions: readonly string[]): { readonly kind: 'zone'; readonly zone: LandingZone } | { readonly kind: 'mismatch' } | { readonly kind: 'none'; readonly region: string } {
  const [region, ...others] = [...new Set(regions)];
  if (others.length > 0) return { kind: 'mismatch' };
  const zone = region === undefined ? zones[0] : zones.find((each) => each.region === region);
  return zone ? { kind: 'zone', zone } : { kind: 'none', region: region ?? '' };
}

/** The zone's parameters for a tier. */
export const parametersOf = ({ parameters, parametersByTier }: LandingZone, tier: 0 | 1 | 2 | 3): Readonly<Record<string, ParameterValue>> => ({ ...parameters, ...parametersByTier[`${tier}`] });
