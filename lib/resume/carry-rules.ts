import type { Target } from './target';

/** What one API takes of a conversation. */
export interface CarryRules {
  toolName: { allowed: RegExp; longest: number };
  callId: RegExp;
  /** Media types whose bytes it takes. */
  media: RegExp;
  /** Whether it takes the address of a picture instead. */
  pictureUrls: boolean;
  /** Whether a system message may stand behind another one. */
  systemAnywhere: boolean;
  /** Whether it wants the first message from the user and the last one not from itself, none of them empty. */
  strictTurns: boolean;
  /** Whether its package leaves consecutive messages of one role apart, where the API wants turns. */
  mergeTurns: boolean;
}

const wordName = { allowed: /^[a-zA-Z0-9_-]{1,64}$/, longest: 64 };
const openaiPictures = 'image/(jpeg|png|gif|webp)';

const openai: CarryRules = {
  toolName: wordName,
  callId: /^[\s\S]{1,40}$/,
  media: new RegExp(`^(${openaiPictures}|audio/(wav|mp3|mpeg)|application/pdf)$`),
  pictureUrls: true,
  systemAnywhere: true,
  strictTurns: false,
  mergeTurns: false,
};

/** From the public references of the APIs, narrowed to what their provider packages take. */
export const carryRules: Record<Target, CarryRules> = {
  'openai-chat': openai,
  'openai-compatible': {
    ...openai,
    media: /^(image\/.+|audio\/(wav|mp3|mpeg)|application\/pdf|text\/.+)$/,
  },
  'openai-responses': {
    ...openai,
    callId: /^[\s\S]{1,64}$/,
    media: new RegExp(`^(${openaiPictures}|application/pdf)$`),
  },
  anthropic: {
    toolName: wordName,
    callId: /^[a-zA-Z0-9_-]{1,64}$/,
    media: new RegExp(`^(${openaiPictures}|application/pdf|text/plain)$`),
    pictureUrls: true,
    systemAnywhere: false,
    strictTurns: true,
    mergeTurns: false,
  },
  google: {
    toolName: { allowed: /^[a-zA-Z_][a-zA-Z0-9_.-]{0,63}$/, longest: 64 },
    callId: /^[\s\S]{1,64}$/,
    media: /^(image\/(png|jpeg|webp|heic|heif)|audio\/.+|video\/.+|application\/pdf|text\/.+)$/,
    pictureUrls: false,
    systemAnywhere: false,
    strictTurns: true,
    mergeTurns: true,
  },
  // It reads the conversation itself: nothing has to be respelled.
  scripted: {
    toolName: { allowed: /^/, longest: Number.POSITIVE_INFINITY },
    callId: /^/,
    media: /^/,
    pictureUrls: true,
    systemAnywhere: true,
    strictTurns: false,
    mergeTurns: false,
  },
};
