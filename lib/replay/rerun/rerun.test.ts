import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textMessage } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import { corpusRoot } from '@/scripts/corpus';
import { applyEdits } from '../fork/apply-edits';
import { outlineRow as row } from '../outline-row.testing';
import { answerDiff, answerDiffText } from './answer-diff';
import { finalReply } from './final-answer';
import { firstPrompt, rerunEdits } from './rerun-edits';
import { rerunPoint } from './rerun-point';

const said = { base: null, keep: 0, append: [[0, 1] as [number, number]] };

describe('where a task is run again from', () => {
  it('is before the first reply to the first prompt, in its own lane', () => {
    const outline = [
      row(0, { kind: 'message', role: 'system' }),
      row(1, { kind: 'message', role: 'user' }),
      row(2, { kind: 'model-call', lane: 'helper' }),
      row(3, { kind: 'model-call' }),
    ];
    expect(rerunPoint(outline)).toEqual({ seq: 3, side: 'before' });
    expect(rerunPoint(outline.slice(0, 3))).toEqual({ seq: 2, side: 'before' });
    expect(rerunPoint(outline.slice(0, 2))).toEqual({ seq: 1, side: 'after' });
    expect(rerunPoint(outline.slice(0, 1))).toBeNull();
  });

  it('is before the first model call where no event tells the prompt', () => {
    expect(rerunPoint([row(0), row(1, { kind: 'model-call' })])).toEqual({
      seq: 1,
      side: 'before',
    });
  });
});

describe('what a re-run changes', () => {
  const original = {
    messages: [textMessage('system', 'Be brief.'), textMessage('user', 'Fix it.  \n')],
    setup: { ...emptySetup, model: 'small' },
  };

  it('appends the hint to the prompt as Bernstein does, and names another model', () => {
    expect(firstPrompt(original.messages)).toBe('Fix it.  \n');
    expect(rerunEdits(original, { hint: 'look at the callback', model: 'large' })).toEqual([
      { type: 'replace-last-user', text: 'Fix it.\n\nReplay hint:\nlook at the callback' },
      { type: 'model', model: 'large' },
    ]);
  });

  it('is nothing without a hint and with the same model', () => {
    expect(rerunEdits(original, { hint: '', model: 'small' })).toEqual([]);
    expect(rerunEdits(original, { hint: '', model: null })).toEqual([]);
  });

  it('leaves what was said right before the prompt alone', () => {
    const messages = [textMessage('user', 'The files are here.'), textMessage('user', 'Fix it.')];
    const edits = rerunEdits({ messages, setup: emptySetup }, { hint: 'now', model: null });
    const edited = applyEdits(messages, emptySetup, edits).messages.map(({ message }) => message);
    expect(edited).toEqual([messages[0], textMessage('user', 'Fix it.\n\nReplay hint:\nnow')]);
  });
});

describe('the diff of final answers', () => {
  it('has labels, ranges and three lines of context', () => {
    expect(answerDiffText('a\nb\nc\nd\ne\nf\ng\nh\ni\nj', 'a\nb\nX\nd\ne\nf\ng\nh\nY\nj')).toBe(
      '--- original\n+++ replay\n@@ -1,10 +1,10 @@\n a\n b\n-c\n+X\n d\n e\n f\n g\n h\n-i\n+Y\n j',
    );
    expect(answerDiffText('', 'new')).toBe('--- original\n+++ replay\n@@ -0,0 +1 @@\n+new');
    expect(answerDiff('trail\r\n', 'trail')).toEqual([]);
  });

  it('leads from one to the other, and is empty exactly where both have the same lines', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', '', 'é', '-x'), { maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const [left, right] = [a.join('\n'), b.join('\n')];
        const lines = answerDiff(left, right);
        expect(lines.length === 0).toBe(linesOf(left).join('\n') === linesOf(right).join('\n'));
        expect(patched(left, lines)).toEqual(linesOf(right));
      }),
    );
  });

  const root = corpusRoot();
  it.skipIf(root === null)('is the one that Bernstein renders', () => {
    // A case of another operation has other fields.
    const cases = JSON.parse(
      readFileSync(join(root ?? '', 'oracles/bernstein/cases.json'), 'utf8'),
    ) as { op: string; input: { original: string; replayed: string }; expect: { ok: string } }[];
    const own = cases.filter(({ op }) => op === 'render_replay_diff');
    expect(own.length).toBeGreaterThan(5);
    for (const { input, expect: wanted } of own)
      expect(answerDiffText(input.original, input.replayed)).toBe(wanted.ok);
  });
});

const linesOf = (text: string): string[] =>
  text === '' ? [] : text.replace(/\n$/, '').split('\n');

/** Applies the hunks: what the diff says the other text is. */
function patched(text: string, lines: ReturnType<typeof answerDiff>): string[] {
  const left = linesOf(text);
  const out: string[] = [];
  let at = 0;
  for (const { kind, text: line } of lines) {
    if (kind === 'hunk') {
      const [, start = '0', length] = /^@@ -(\d+)(?:,(\d+))?/.exec(line) ?? [];
      const from = length === '0' ? Number(start) : Number(start) - 1;
      while (at < from) out.push(left[at++] ?? '');
    }
    if (kind === 'same') out.push(left[at++] ?? '');
    if (kind === 'removed') at += 1;
    if (kind === 'added') out.push(line.slice(1));
  }
  return [...out, ...left.slice(at)];
}

describe('the final answer', () => {
  it('is the last reply of a model', () => {
    const outline = [
      row(0, { kind: 'model-call', said }),
      row(1, { kind: 'message', role: 'assistant', said }),
      row(2, { kind: 'message', role: 'user', said }),
      row(3, { kind: 'model-call' }),
    ];
    expect(finalReply(outline)?.seq).toBe(1);
    expect(finalReply([])).toBeNull();
  });
});
