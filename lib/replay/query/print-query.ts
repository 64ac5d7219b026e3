import { ruleOf } from './fields';
import type { FieldAtom, Node, Query, Written } from './query';

/** A query as text, in one spelling: read again, it is the same query. */
export const printQuery = ({ root }: Query): string => (root === null ? '' : printNode(root));

function printNode(node: Node): string {
  switch (node.type) {
    case 'and':
      return node.nodes.map(inner).join(' ');
    case 'or':
      return node.nodes.map(inner).join(' OR ');
    case 'not':
      return `-${inner(node.node)}`;
    case 'text':
      return printed(node.value);
    case 'is':
    case 'has':
      return `${node.type}:${node.word}`;
    case 'bernstein':
      return `bernstein:${quoted(node.text)}`;
    case 'field':
      return printField(node);
  }
}

const inner = (node: Node): string => ('nodes' in node ? `(${printNode(node)})` : printNode(node));

function printField({ field, path, op, value }: FieldAtom): string {
  const segments = path.map((one) => `.${/^[\p{L}\p{N}_-]+$/u.test(one) ? one : quoted(one)}`);
  const { type } = ruleOf(field);
  return `${field}${segments.join('')}${op}${type === 'text' || value.pattern ? printed(value) : typed(value)}`;
}

/** Numbers and times stand as they were written; so does a value of any type, where quotes make it a text. */
const typed = ({ text, quoted: isText }: Written): string =>
  isText || /[\s,"]/.test(text) ? quoted(text) : text;

function printed({ text, pattern }: Written): string {
  if (pattern) return `/${pattern.source.replaceAll('/', '\\/')}/${pattern.flags}`;
  const isWord = /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(text) && !/^(AND|OR|NOT)$/.test(text);
  return isWord ? text : quoted(text);
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
