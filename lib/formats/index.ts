import { adk } from './adk/adk';
import { agUi } from './ag-ui/ag-ui';
import { bernstein } from './bernstein/bernstein';
import { claudeCode } from './claude-code/claude-code';
import type { Format } from './format';
import { inspect } from './inspect/inspect';
import { langgraph } from './langgraph/langgraph';
import { messages } from './messages/messages';
import { native } from './native/native';
import { otlp } from './otlp/otlp';
import { replayEnv } from './replay-env/replay-env';
import { shipit } from './shipit/shipit';
import { statehouse } from './statehouse/statehouse';
import { stateplane } from './stateplane/stateplane';

/** Every format that can be read. Order means nothing: each says how sure it is, `recognise` weighs. */
export const formats: readonly Format[] = [
  adk,
  agUi,
  bernstein,
  claudeCode,
  inspect,
  langgraph,
  messages,
  native,
  otlp,
  replayEnv,
  shipit,
  statehouse,
  stateplane,
];
