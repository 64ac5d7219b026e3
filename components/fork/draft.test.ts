import { describe, expect, it } from 'vitest';
import { applyEdits } from '@/lib/replay/fork/apply-edits';
import { type Message, textMessage, textOf } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import {
  changeDraft,
  type Draft,
  editsOf,
  emptyDraft,
  type Original,
  resetEdit,
  systemText,
} from './draft';

const messages: Message[] = [
  textMessage('system', 'Be kind.'),
  textMessage('user', 'Refund 7.'),
  textMessage('user', 'Please.'),
  textMessage('assistant', 'No.'),
];
const original: Original = { messages, setup: emptySetup };
const told = (draft: Draft): string[] =>
  applyEdits(messages, emptySetup, editsOf(draft, 'after', original)).messages.map(({ message }) =>
    textOf(message),
  );

describe('the three ways to ask', () => {
  const typed: Draft = { ...emptyDraft, replace: 'Refund 8.', append: 'Why?' };
  it.each([
    ['continue', ['Be kind.', 'Refund 7.', 'Please.', 'No.']],
    ['replace', ['Be kind.', 'Refund 8.', 'No.']],
    ['append', ['Be kind.', 'Refund 7.', 'Please.', 'No.', 'Why?']],
  ] as const)('%s', (mode, texts) => expect(told({ ...typed, mode })).toEqual(texts));

  it('is no edit before anything differs', () => {
    expect(editsOf({ ...emptyDraft, mode: 'replace' }, 'after', original)).toEqual([]);
    expect(editsOf({ ...emptyDraft, mode: 'append', append: ' \n' }, 'after', original)).toEqual(
      [],
    );
    const same: Draft = { ...emptyDraft, mode: 'replace', replace: 'Please.' };
    expect(editsOf(same, 'after', original)).toEqual([]);
  });
});

it('lets an edit rest that another one covers, and brings it back with the older choice', () => {
  const draft: Draft = {
    ...emptyDraft,
    mode: 'replace',
    replace: 'Refund 8.',
    setup: [{ type: 'system', text: 'Be strict.' }],
    messages: {
      before: [],
      after: [
        { type: 'remove-message', index: 0 },
        { type: 'remove-message', index: 2 },
        { type: 'remove-message', index: 3 },
      ],
    },
  };
  expect(told(draft)).toEqual(['Be strict.', 'Refund 8.']);
  expect(told({ ...draft, mode: 'continue', setup: [] })).toEqual(['Refund 7.']);
});

it('keeps edits of messages apart by side', () => {
  const draft: Draft = {
    ...emptyDraft,
    messages: { before: [{ type: 'remove-message', index: 1 }], after: [] },
  };
  expect(editsOf(draft, 'after', original)).toEqual([]);
  expect(resetEdit(draft, 'before', { type: 'remove-message', index: 1 })).toEqual(emptyDraft);
});

it('knows a message that is as recorded again as no edit', () => {
  const edit = { type: 'message' as const, index: 3, message: textMessage('assistant', 'Yes.') };
  const changed = changeDraft(emptyDraft, 'after', original, edit);
  expect(told(changed).at(-1)).toBe('Yes.');
  const back = changeDraft(changed, 'after', original, {
    ...edit,
    message: textMessage('assistant', 'No.'),
  });
  expect(back).toEqual(emptyDraft);
});

it('reads the system prompt where it stands', () => {
  expect(systemText(original)).toBe('Be kind.');
  expect(systemText({ messages: [], setup: emptySetup })).toBeNull();
  const setup = { ...emptySetup, system: [{ type: 'text' as const, text: 'From the setup.' }] };
  expect(systemText({ messages, setup })).toBe('From the setup.');
});
