import type { ProviderKind } from './provider-model';

/** What a conversation is carried to: which API, or the scripted model. */
export type Target = ProviderKind | 'scripted';
