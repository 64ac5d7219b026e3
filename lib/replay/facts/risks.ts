import type { Event } from '@/lib/trace/event';
import { field, type JsonObject, textField } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import { essentialInput } from './essential-input';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';
import { FactTable } from './fact-table';
import { recordedPayload } from './recorded';
import { ToolUses } from './tool-use';

export const risks: Projector = {
  id: 'risk',
  title: factTitles.risk,
  create: () => new RiskReader(),
};

/** The source's own words for a rule that stepped in. */
const stops = new Map([
  ['guardrail_triggered', 'A guardrail stepped in'],
  ['tool_denied', 'A tool call was denied'],
]);

/** What was recorded as a risk, and calls that were not let through. */
class RiskReader implements FactReader {
  readonly #uses = new ToolUses();
  readonly #facts = new FactTable('risk');

  add(event: Event, said: readonly Message[]): void {
    const recorded = recordedPayload(event, 'risk');
    if (recorded) this.#recorded(recorded, event);
    const use = this.#uses.add(event, said);
    if (use?.denied) {
      const about = essentialInput(use.role, use.input);
      this.#quarantine(
        `${use.tool} ${about}`,
        event.seq,
        'A person or a rule denied the tool call',
      );
      return;
    }
    const why = stops.get(event.type);
    if (why !== undefined)
      this.#quarantine(
        `${event.name ?? ''} ${event.summary}`.trim(),
        event.seq,
        `${why} (${event.type})`,
      );
  }

  facts(): Fact[] {
    return this.#facts.values();
  }

  #recorded(risk: JsonObject, { seq, type }: Event): void {
    const title =
      textField(risk, 'text') ?? textField(risk, 'title') ?? textField(risk, 'description');
    const key = textField(risk, 'key') ?? title;
    if (key === undefined) return;
    const status = field(risk, 'quarantined') === false ? 'open' : 'quarantined';
    this.#facts.set(key, {
      ...{ title: title ?? key, status, detail: field(risk, 'reason') ?? null, seq },
      ...{ source: 'recorded', rule: `The trace records it as a risk (${type})` },
    });
  }

  #quarantine(key: string, seq: number, rule: string): void {
    if (key === '' || this.#facts.get(key)) return;
    this.#facts.set(key, { status: 'quarantined', detail: null, seq, source: 'inferred', rule });
  }
}
