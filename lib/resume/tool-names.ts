import type { CarryRules } from './carry-rules';

/** Room for a beginning and for what tells two shortened names apart. */
const countLength = 12;

/** Spells tool names the way a provider takes them, each its own, and back. */
export class ToolNames {
  readonly #spelled = new Map<string, string>();
  readonly #meant = new Map<string, string>();

  /** Names that need no other spelling keep theirs, whatever comes first. */
  constructor(
    names: Iterable<string>,
    private readonly rule: CarryRules['toolName'],
  ) {
    const all = [...new Set(names)];
    const { allowed } = rule;
    for (const name of all) if (allowed.test(name)) this.#put(name, name);
    for (const name of all) if (!allowed.test(name)) this.#put(name, this.#free(name));
  }

  /** A name that was not given at the start is spelled as it is. */
  spelled(name: string): string {
    return this.#spelled.get(name) ?? name;
  }

  meant(spelled: string): string {
    return this.#meant.get(spelled) ?? spelled;
  }

  get changed(): string[] {
    return [...this.#spelled].flatMap(([name, spelled]) => (name === spelled ? [] : [name]));
  }

  #put(name: string, spelled: string): void {
    this.#spelled.set(name, spelled);
    this.#meant.set(spelled, name);
  }

  #free(name: string): string {
    const words = name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, this.rule.longest - countLength);
    const base = this.rule.allowed.test(words) ? words : `tool_${words}`;
    let spelled = base;
    for (let count = 2; this.#meant.has(spelled); count += 1) spelled = `${base}_${count}`;
    return spelled;
  }
}
