import { followsItsTable, type Path } from './follows-its-table.js';

describe('the flowchart participant-risk', () => {
  /** Every path there is, after the table of participant risk: answers, tier, and the questions that they answer. */
  const paths: readonly Path[] = [
    ['YY', 2, 'direct_participant_contact special_category_population'],
    ['YNY', 2, 'direct_participant_contact special_category_population implied_criminality'],
    ['YNNY', 2, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable'],
    ['YNNNY', 2, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable special_category'],
    ['YNNNNYY', 2, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable special_category confidentiality_agreements_contact hardware_config_conditions'],
    ['YNNNNYN', 1, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable special_category confidentiality_agreements_contact hardware_config_conditions'],
    ['YNNNNN', 1, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable special_category confidentiality_agreements_contact'],
    ['NYY', 2, 'direct_participant_contact identifiable_data special_category'],
    ['NYNYY', 2, 'direct_participant_contact identifiable_data special_category confidentiality_agreements_contact hardware_config_conditions'],
    ['NYNYN', 1, 'direct_participant_contact identifiable_data special_category confidentiality_agreements_contact hardware_config_conditions'],
    ['NYNN', 1, 'direct_participant_contact identifiable_data special_category confidentiality_agreements_contact'],
    ['NNYY', 2, 'direct_participant_contact identifiable_data confidentiality_agreements environment_conditions'],
    ['NNYN', 1, 'direct_participant_contact identifiable_data confidentiality_agreements environment_conditions'],
    ['NNN', 0, 'direct_participant_contact identifiable_data confidentiality_agreements'],
  ];
  followsItsTable('participant-risk', paths, { tiers: { 0: 1, 1: 5, 2: 8 }, questions: 10 });
});
