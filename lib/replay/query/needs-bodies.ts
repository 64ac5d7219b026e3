import { ruleOf } from './fields';
import { type Atom, atomsOf, type Query } from './query';

/** Whether the rows of the outline are not enough to answer a query. */
export const needsBodies = ({ root }: Query): boolean => [...atomsOf(root)].some(asksBody);

function asksBody(atom: Atom): boolean {
  switch (atom.type) {
    case 'text':
    case 'has':
    case 'bernstein':
      return true;
    case 'is':
      return atom.word === 'hand' || atom.word === 'redacted';
    case 'field':
      return ruleOf(atom.field).inBody === true;
  }
}
