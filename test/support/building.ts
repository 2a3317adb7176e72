import { readFileSync } from 'node:fs';
import type { Building, Catalogue, LandingZones } from '../../services/workspaces/index.js';

/** A landing zone where the test hospital's data lies, with room for 256 workspaces. */
export const zones: LandingZones = {
  templates: { specs: '/subscriptions/5e0b5a52-1d3c-4a6f-8f2e-0c9d7b1a4e33/resourceGroups/rg-lockkeeper-core/providers/Microsoft.Resources/templateSpecs', version: '1.0.0' },
  zones: [
    { name: 'Heart', subscriptionId: '5e0b5a52-1d3c-4a6f-8f2e-0c9d7b1a4e33', region: 'uksouth', addressSpace: '10.64.0.0/16', parameters: { hubNetworkId: { value: '/hub' } }, parametersByTier: { '3': { hardwareKeys: { value: true } } } },
  ],
};

/** What can be built in tests: the product's own catalogue, in one landing zone. */
export const building: Building = { catalogue: JSON.parse(readFileSync(new URL('../../services/workspaces/catalogue.json', import.meta.url), 'utf8')) as Catalogue, zones };
