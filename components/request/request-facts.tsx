import { Badge } from '@/components/ui/badge';
import { Meter } from '@/components/ui/meter';
import type { Capture, RequestAt } from '@/lib/api/prepare-contract';
import { cost, counted, exactNumber, shortNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';

const captureWords: Record<Capture, string> = {
  system: 'system prompt',
  tools: 'tool definitions',
  model: 'model',
  parameters: 'parameters',
};

/** How sure it is, how large, how dear, and what could not be carried over. */
export function RequestFacts({ data }: { data: RequestAt }) {
  return (
    <div className="flex flex-col gap-2 border-line border-b px-3 py-2 text-12">
      <p className="text-text-2">{sourceWords(data)}</p>
      <Size data={data} />
      <NotCaptured data={data} />
      {data.adapted.length > 0 && (
        <div>
          <h2 className="font-medium text-text-2">Said otherwise to this API</h2>
          <ul className="list-disc pl-4">
            {data.adapted.map((sentence) => (
              <li key={sentence}>
                <bdi>{plainLine(sentence)}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function sourceWords({ call, counts }: RequestAt): string {
  const { exact, derived, answered, leftOut, shortened, events } = counts;
  const said = [
    call?.fidelity === 'exact' && 'The trace recorded this call: its messages are exact.',
    call?.fidelity === 'derived' &&
      'The trace does not record what this call was sent: its messages are derived from what was said before.',
    call === null && 'No call was made here: this is what the next one would be sent.',
    derived > 0 &&
      exact > 0 &&
      `${counted(exact, 'message')} exact, ${exactNumber(derived)} derived.`,
    answered > 0 && `${counted(answered, 'recorded answer')} would be given first.`,
    events > 0 &&
      `${counted(events, 'event')} left out: ${counted(leftOut, 'message')} fewer${shortened > 0 ? `, ${exactNumber(shortened)} shortened` : ''}.`,
  ];
  return said.filter((words) => words !== false).join(' ');
}

function Size({ data: { tokens, cost: price } }: { data: RequestAt }) {
  const { total, window, exact, uncounted } = tokens;
  const about = exact ? '' : '≈ ';
  const over = window !== null && total > window;
  const words = `${about}${exactNumber(total)} tokens${window === null ? '' : ` of ${exactNumber(window)}`}`;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className={`font-mono ${over ? 'text-bad' : ''}`} title={words}>
          {about}
          {shortNumber(total)} tokens
        </span>
        {window === null ? (
          <span className="text-text-3">the size of the window is not known</span>
        ) : (
          <>
            <Meter label="Context window" value={total} most={window} words={words} />
            <span className="text-text-2">of {shortNumber(window)} in the window</span>
          </>
        )}
        {over && <span className="text-bad">does not fit</span>}
        {uncounted.length > 0 && (
          <span className="text-warn">
            and <bdi>{plainLine(uncounted.join(', '))}</bdi>, which nothing here counts
          </span>
        )}
      </p>
      <p className="text-text-2">
        {price ? (
          <>
            ≈ {cost(price.inputUsd)} to send, {cost(price.outputUsdPer1000)} per 1,000 tokens
            written, by the public price of <bdi>{price.model}</bdi>
          </>
        ) : (
          'No public price is known for this model at this API.'
        )}
      </p>
    </div>
  );
}

function NotCaptured({ data: { notCaptured, model } }: { data: RequestAt }) {
  if (notCaptured.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1">
      <span className="text-text-2">Not captured:</span>
      {notCaptured.map((field) => (
        <Badge key={field}>{captureWords[field]}</Badge>
      ))}
      <span className="text-text-3">
        The trace does not record {notCaptured.length === 1 ? 'it' : 'them'}, and nothing was made
        up.
        {model.from === 'placeholder' && (
          <>
            {' '}
            <code className="font-mono">{model.name}</code> stands for the model.
          </>
        )}
      </span>
    </div>
  );
}
