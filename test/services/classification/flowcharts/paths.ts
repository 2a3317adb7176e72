/** A path as the specification has it: answers, tier, and the questions that they answer. */
export type Path = readonly [letters: string, tier: number, questions: string];

/** Every path there is, after the paper’s Figure 2: answers, tier, and the questions that they answer. */
export const turingPaths: readonly Path[] = [
  ['YY', 4, 'open_generate_new substantial_threat'],
  ['YN', 3, 'open_generate_new substantial_threat'],
  ['NYYYYY', 1, 'open_generate_new closed_personal public_and_open include_commercial financial_low publishable'],
  ['NYYYYN', 2, 'open_generate_new closed_personal public_and_open include_commercial financial_low publishable'],
  ['NYYYNY', 4, 'open_generate_new closed_personal public_and_open include_commercial financial_low sophisticated_attack'],
  ['NYYYNN', 3, 'open_generate_new closed_personal public_and_open include_commercial financial_low sophisticated_attack'],
  ['NYYNY', 1, 'open_generate_new closed_personal public_and_open include_commercial open_publication'],
  ['NYYNN', 0, 'open_generate_new closed_personal public_and_open include_commercial open_publication'],
  ['NYNYYYYY', 1, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute include_commercial financial_low publishable'],
  ['NYNYYYYN', 2, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute include_commercial financial_low publishable'],
  ['NYNYYYNY', 4, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute include_commercial financial_low sophisticated_attack'],
  ['NYNYYYNN', 3, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute include_commercial financial_low sophisticated_attack'],
  ['NYNYYNY', 1, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute include_commercial open_publication'],
  ['NYNYYNN', 0, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute include_commercial open_publication'],
  ['NYNYNYYY', 2, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute no_reidentify_strong include_commercial_personal financial_low_personal'],
  ['NYNYNYYNY', 4, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute no_reidentify_strong include_commercial_personal financial_low_personal sophisticated_attack'],
  ['NYNYNYYNN', 3, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute no_reidentify_strong include_commercial_personal financial_low_personal sophisticated_attack'],
  ['NYNYNYN', 2, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute no_reidentify_strong include_commercial_personal'],
  ['NYNYNNY', 4, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute no_reidentify_strong sophisticated_attack'],
  ['NYNYNNN', 3, 'open_generate_new closed_personal public_and_open no_reidentify no_reidentify_absolute no_reidentify_strong sophisticated_attack'],
  ['NYNNY', 4, 'open_generate_new closed_personal public_and_open no_reidentify substantial_threat'],
  ['NYNNN', 3, 'open_generate_new closed_personal public_and_open no_reidentify substantial_threat'],
  ['NNYYY', 1, 'open_generate_new closed_personal include_commercial financial_low publishable'],
  ['NNYYN', 2, 'open_generate_new closed_personal include_commercial financial_low publishable'],
  ['NNYNY', 4, 'open_generate_new closed_personal include_commercial financial_low sophisticated_attack'],
  ['NNYNN', 3, 'open_generate_new closed_personal include_commercial financial_low sophisticated_attack'],
  ['NNNY', 1, 'open_generate_new closed_personal include_commercial open_publication'],
  ['NNNN', 0, 'open_generate_new closed_personal include_commercial open_publication'],
];

/** Every path there is, after the table of participant risk: answers, tier, and the questions that they answer. */
export const participantPaths: readonly Path[] = [
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
