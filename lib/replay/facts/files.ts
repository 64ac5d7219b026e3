import type { Event } from '@/lib/trace/event';
import { isObject, textField } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import { changedFiles, type FileChange } from './changed-files';
import { type Fact, type FactReader, factTitles, type Projector } from './fact';
import { FactTable } from './fact-table';
import { recordedPayload } from './recorded';
import { type ToolUse, ToolUses } from './tool-use';

export const files: Projector = {
  id: 'file',
  title: factTitles.file,
  create: () => new FileReader(),
};

/** Files that were created, edited or deleted. Files that were only read are no facts: they are not touched. */
class FileReader implements FactReader {
  readonly #uses = new ToolUses('edit', 'write', 'delete', 'patch', 'editor', 'shell');
  readonly #facts = new FactTable('file');
  readonly #edits = new Map<string, number>();

  add(event: Event, said: readonly Message[]): void {
    const recorded = recordedPayload(event, 'file');
    if (recorded) {
      const path = textField(recorded, 'path') ?? textField(recorded, 'file');
      const how = textField(recorded, 'status') ?? textField(recorded, 'operation') ?? 'edited';
      if (path !== undefined)
        this.#touch(
          path,
          how,
          event.seq,
          'recorded',
          `The trace records the patch (${event.type})`,
        );
    }
    const use = this.#uses.add(event, said);
    if (!use || use.failed || use.denied || use.role === null) return;
    if (use.role === 'shell' && (use.exitCode() ?? 0) !== 0) return;
    for (const change of changedFiles(use.role, use.input)) {
      if (change.to !== 'read') this.#changed(use, change);
    }
  }

  facts(): Fact[] {
    return this.#facts.values();
  }

  #changed(use: ToolUse, { path, to, how }: FileChange): void {
    // Only the answer tells whether a file that was written whole is new.
    const fresh = use.role === 'write' && tellsOfNew(use.text());
    const rule = `${use.tool} ${fresh ? 'created it' : how}, and did not fail`;
    this.#touch(path, fresh ? 'created' : to, use.seq, 'inferred', rule);
  }

  #touch(path: string, to: string, seq: number, source: Fact['source'], rule: string): void {
    const known = this.#facts.get(path);
    const edits = (this.#edits.get(path) ?? 0) + 1;
    this.#edits.set(path, edits);
    // What the run created stays created, however often it is edited then.
    const status = known?.status === 'created' && to === 'edited' ? 'created' : to;
    const same = known?.status === status && isObject(known.detail) ? known : null;
    this.#facts.set(path, {
      ...{ status, detail: { changes: edits }, source },
      seq: same?.seq ?? seq,
      rule: same?.rule ?? rule,
    });
  }
}

const tellsOfNew = (text: string): boolean =>
  /^(?:file created|successfully created|created)\b|\bcreated successfully\b|\(new file\)/i.test(
    text.slice(0, 300),
  );
