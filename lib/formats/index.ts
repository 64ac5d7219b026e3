import { claudeCode } from './claude-code/claude-code';
import type { Format } from './format';
import { messages } from './messages/messages';
import { native } from './native/native';
import { otlp } from './otlp/otlp';
import { shipit } from './shipit/shipit';

/** Every format that can be read. Order means nothing: each says how sure it is, `recognise` weighs. */
export const formats: readonly Format[] = [claudeCode, messages, native, otlp, shipit];
