import type { Atom, Node } from './query';

/** null: what was looked at does not tell. */
export type Truth = boolean | null;

/**
 * A query as one function, made once: nothing is allocated per subject. An unknown is carried through: `a b` is
 * false where `b` is, whatever `a` would say.
 */
export function combine<Subject>(
  node: Node | null,
  atomTest: (atom: Atom) => (subject: Subject) => Truth,
): (subject: Subject) => Truth {
  if (node === null) return () => true;
  if (node.type === 'not') {
    const test = combine(node.node, atomTest);
    return (subject) => {
      const truth = test(subject);
      return truth === null ? null : !truth;
    };
  }
  if (!('nodes' in node)) return atomTest(node);
  const tests = node.nodes.map((one) => combine(one, atomTest));
  // What decides at once: one that fails of an AND, one that holds of an OR.
  const decides = node.type === 'or';
  return (subject) => {
    let truth: Truth = !decides;
    for (const test of tests) {
      const one = test(subject);
      if (one === decides) return decides;
      if (one === null) truth = null;
    }
    return truth;
  };
}
