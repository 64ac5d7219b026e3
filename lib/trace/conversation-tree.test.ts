import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConversationNode, emptyConversation, longestPrefix } from './conversation-tree';

const conversations = fc.array(fc.array(fc.nat({ max: 3 }), { maxLength: 8 }), { maxLength: 20 });

function common(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((position, index) => other[index] !== position);
  return at < 0 ? one.length : at;
}

describe('the tree of conversations', () => {
  it('finds the longest prefix that any earlier conversation began with', () => {
    fc.assert(
      fc.property(conversations, fc.nat(), (all, limit) => {
        const root = emptyConversation();
        all.forEach((positions, owner) => {
          const until = limit % (owner + 1);
          const earlier = all.slice(0, owner);
          const best = (list: number[][]): number =>
            list.reduce((longest, other) => Math.max(longest, common(positions, other)), 0);
          expect(longestPrefix(root, positions).depth).toBe(best(earlier));
          expect(longestPrefix(root, positions, until - 1).depth).toBe(
            best(earlier.slice(0, until)),
          );
          let node: ConversationNode = root;
          for (const position of positions) node = node.grow(position, owner, null);
          expect(node.depth).toBe(positions.length);
        });
      }),
    );
  });

  it('names as owner an event whose conversation begins with the node', () => {
    fc.assert(
      fc.property(conversations, (all) => {
        const root = emptyConversation();
        all.forEach((positions, owner) => {
          let node: ConversationNode = root;
          positions.forEach((position, at) => {
            node = node.grow(position, owner, null);
            expect(all[node.owner ?? -1]?.slice(0, at + 1)).toEqual(positions.slice(0, at + 1));
          });
        });
      }),
    );
  });

  it('finds a reply by its loose spelling among children', () => {
    const root = emptyConversation();
    root.grow(1, 0, null);
    root.grow(2, 1, 'two');
    const three = root.grow(3, 2, 'three');
    expect(root.echoed('three')).toBe(three);
    expect(root.echoed('four')).toBeUndefined();
  });
});
