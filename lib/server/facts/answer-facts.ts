import {
  type FactsAnswer,
  factsInputSchema,
  type StateDiffAnswer,
  stateDiffInputSchema,
} from '@/lib/api/facts-contract';
import type { Fact } from '@/lib/replay/facts/fact';
import { stateDiff } from '@/lib/replay/facts/state-diff';
import type { AppState } from '@/lib/server/app-state';
import { queryInput } from '@/lib/server/http/query-input';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { type FactMoment, factsMarkdown, stateDiffMarkdown } from '@/lib/view/facts-markdown';
import { listedFact } from './listed-fact';
import { momentOf, readFacts } from './read-facts';

/** Answers of `factsContract`, as plain JSON (whatever keys a trace has come through) or Markdown. */
export const factAnswers = {
  async facts(app: AppState, id: string, { url, signal }: Request): Promise<Response> {
    const { seq, format } = queryInput(factsInputSchema, url);
    const { moment, facts } = await known(app, id, seq, signal);
    if (format === 'md') return markdown(factsMarkdown(moment, facts));
    const body: FactsAnswer = { trace: moment, facts: facts.map(listedFact) };
    return Response.json(body);
  },
  async diff(app: AppState, { url, signal }: Request): Promise<Response> {
    const { a, b, aSeq, bSeq, format } = queryInput(stateDiffInputSchema, url);
    const [left, right] = await Promise.all([
      known(app, a, aSeq, signal),
      known(app, b, bSeq, signal),
    ]);
    const diff = stateDiff(left.facts, right.facts);
    if (format === 'md') return markdown(stateDiffMarkdown(left.moment, right.moment, diff));
    const body: StateDiffAnswer = {
      ...{ a: left.moment, b: right.moment, unchanged: diff.unchanged },
      transitions: diff.transitions.map(({ before, after, ...transition }) => ({
        ...transition,
        before: before && listedFact(before),
        after: after && listedFact(after),
      })),
      same: diff.same.map(listedFact),
    };
    return Response.json(body);
  },
};

async function known(
  { store }: AppState,
  id: string,
  asked: number | undefined,
  signal: AbortSignal,
): Promise<{ moment: FactMoment; facts: readonly Fact[] }> {
  const { name } = await findTrace(store, id);
  const lineage = findLineage(store, id);
  const seq = momentOf(lineage, asked);
  const facts = await readFacts(store, lineage, seq, { signal });
  return { moment: { id, name, seq, events: lineage.events }, facts };
}

const markdown = (text: string): Response =>
  new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
