import { controlAt, controlKeys, type ControlKey, type ControlValue, type Tier } from '../../services/tiers/index.js';
import type { Fact } from '../sections.js';
import type { Wording } from '../wording.js';

/** A value without its words does not compile. */
type ValueText = { [Key in ControlKey]: `control.${Key}.${ControlValue<Key>}` }[ControlKey];

/** All controls of a tier and what they say there, in words and in their order. */
export const controlFacts = (tier: Tier, { t }: Wording): readonly Fact[] =>
  controlKeys.map((key) => ({ title: t(`control.${key}`), value: t(`control.${key}.${controlAt(key, tier)}` as ValueText) }));
