import type { RequestLine } from '../services/requests/index.js';
import { whatOf } from './request-words.js';
import type { Format } from './text.js';
import { wording } from './wording.js';

export { approvalCard } from './approval-card.js';
export { approvalsCard } from './approvals-card.js';
export type { ButtonStyle, Piece } from './buttons.js';
export { chooseDatasetCard, chooseWorkspaceCard, mostChoices, type ChooseDatasetView, type ChooseWorkspaceView, type WorkspaceChoice } from './choose-cards.js';
export { confirmCard, type ConfirmView } from './confirm-card.js';
export { datasetCard } from './dataset-card.js';
export { datasetListCard, type DatasetListView } from './dataset-list-card.js';
export type { DialogError, DialogPlace, DialogStep, Named } from './dialog-data.js';
export { formCard, type FormStep, type FormView } from './form-card.js';
export { longestDate, longestName, type ChoiceField, type FormField } from './form-field.js';
export { formKeys, type FormKey } from './form-keys.js';
export { helpCard, type HelpView } from './help-card.js';
export { historyCard, type HistoryEntry, type HistoryView } from './history-card.js';
export { datasetMentionCard, extensionPreview, requestMentionCard, type PreviewView, type RequestMentionView } from './mention-cards.js';
export { myRequestsCard } from './my-requests-card.js';
export { noticeCard, type NoticeView } from './notice-card.js';
export { kindOf, noticeKeys, noticeOfError, noticeOfRefusal, type NoticeKey, type NoticeKind } from './notices.js';
export type { Card } from './render.js';
export { requestCard } from './request-card.js';
export { signInCard, signInTexts, type SignInTexts, type SignInView } from './sign-in-card.js';
export { sureCard } from './sure-card.js';
export { suggestionsCard, type SuggestionsView } from './suggestions-card.js';
export { termsCard, type TermsView } from './terms-card.js';
export { languageOf, languages, texts, type Format, type Language, type TextKey, type Texts, type Values } from './text.js';
export { toldCard, type ToldView } from './told-card.js';
export { longest, parseCardAction, verbs, type ButtonData, type CardAction, type ParsedAction, type ParseFault, type Verb } from './verbs.js';
export { welcomeCard } from './welcome-card.js';
export { wording, type Wording } from './wording.js';

/** What a request is for, as part of a sentence: `access to … in …`. */
export const describeRequest = (request: Pick<RequestLine, 'type' | 'dataset' | 'workspace'>, format: Format): string => whatOf(request, wording(format));
