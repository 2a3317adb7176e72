import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LockkeeperError } from '../context/index.js';

/** What is installed on a machine: the names of the images. */
export const platforms = ['python', 'r', 'sql', 'gpu'] as const;
export type Platform = (typeof platforms)[number];

/** What a workspace costs beside its machines, by what it is for: keys whose words stand with the texts of the cards. */
export const costKeys = ['disks', 'storage', 'network', 'desktops', 'keys'] as const;
export type CostKey = (typeof costKeys)[number];

const price = z.number().min(0).max(100_000);
const fixed = z.strictObject({ key: z.enum(costKeys), pricePerMonth: price });
const machine = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  platform: z.enum(platforms),
  /** Azure's name of the size. */
  size: z.string().regex(/^Standard_[A-Za-z0-9_]{2,40}$/),
  cores: z.int().min(1).max(512),
  memoryGb: z.int().min(1).max(16_384),
  pricePerHour: price,
});
const byTier = z.strictObject({ '0': z.array(fixed), '1': z.array(fixed), '2': z.array(fixed), '3': z.array(fixed) });

const catalogueSchema = z
  .strictObject({
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** Day of the prices, ISO. */
    pricesFrom: z.iso.date(),
    /** Hours that a machine runs in a month, with nightly shutdown. */
    hoursPerMonth: z.int().min(1).max(744),
    /** The highest monthly budget that can be asked for. */
    highestBudget: z.int().min(1).max(1_000_000),
    machines: z.array(machine).min(1).max(12),
    eachMachine: z.array(fixed),
    eachWorkspace: byTier,
  })
  .refine(({ machines }) => new Set(machines.map(({ key }) => key)).size === machines.length, { path: ['machines'], message: 'names a key twice' });

/** Machines that can be asked for, and what they and a workspace of each tier cost: figures for planning, in whole currency units and parts of them. */
export type Catalogue = Readonly<z.output<typeof catalogueSchema>>;
export type CatalogueMachine = Catalogue['machines'][number];

const own = new URL('./catalogue.json', import.meta.url);

/**
 * Loads the institution's catalogue, or the one that comes with the product.
 * @throws LockkeeperError `configuration` with every fault
 */
export async function loadCatalogue(file?: string): Promise<Catalogue> {
  return readSettingsFile('MACHINE_CATALOGUE', file ?? own, catalogueSchema);
}

/** @throws LockkeeperError `configuration`, which names the setting and every fault of the file */
export async function readSettingsFile<T>(setting: string, file: string | URL, schema: z.ZodType<T>): Promise<T> {
  const fault = (what: string): LockkeeperError => new LockkeeperError('configuration', `${setting}: ${what}`);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw fault('the file cannot be read');
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw fault('the file is no JSON');
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw fault(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'} ${message}`).join('; '));
}
