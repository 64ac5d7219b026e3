import { XMLParser } from 'fast-xml-parser';
import { emptyReport, mostTests, readReport, type TestReport } from './test-report';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  // Every element is an entry of a list: a name of the file never becomes a key that means something.
  preserveOrder: true,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

interface Element {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: unknown;
}

/** A JUnit report: `<testcase classname name>` with or without a `<failure>`; null for any other text. */
export function readJunit(text: string): TestReport | null {
  const start = text.indexOf('<testsuite');
  // Neither may hold a `<`: from each of many that never end, the rest of the text would be read.
  if (
    start < 0 ||
    text
      .slice(0, start)
      .replace(/<\?xml[^<>]*\?>|<!--[^<>]*-->/g, '')
      .trim() !== ''
  )
    return null;
  const report = emptyReport('JUnit');
  // Children of a suite are looked at in the order of the file.
  const open = elements(parsed(text)).reverse();
  for (let seen = 0; open.length > 0 && seen < 4 * mostTests; seen += 1) {
    const element = open.pop();
    if (!element) break;
    if (element.name === 'testsuites' || element.name === 'testsuite')
      open.push(...elements(element.children).reverse());
    if (element.name === 'testcase') tell(element, report);
  }
  return readReport(report);
}

function tell({ attributes, children }: Element, report: TestReport): void {
  const name = attributes.get('name');
  if (name === undefined) return;
  report.failures ??= 0;
  report.passes ??= 0;
  const owner = attributes.get('file') ?? attributes.get('classname') ?? null;
  const classname = attributes.get('classname');
  const id = classname === undefined || classname === '' ? name : `${classname}::${name}`;
  const inner = elements(children);
  const bad = inner.find(({ name: tag }) => tag === 'failure' || tag === 'error');
  if (bad) {
    report.failed.push({ id, file: owner, message: bad.attributes.get('message') ?? null });
    report.failures += 1;
  } else if (!inner.some(({ name: tag }) => tag === 'skipped')) {
    report.passed.push(id);
    report.passes += 1;
  }
}

function parsed(text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    // Cut off or no XML: whatever it is, it is no report.
    return [];
  }
}

/** What `preserveOrder` gives: a list of `{ tag: children, ':@': attributes }`. */
function elements(list: unknown): Element[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const entries = Object.entries(item);
    const own = entries.find(([key]) => key !== ':@');
    if (!own || own[0] === '#text') return [];
    const given: unknown = entries.find(([key]) => key === ':@')?.[1];
    const attributes = new Map(
      Object.entries(given ?? {}).flatMap(([key, value]) =>
        typeof value === 'string' ? [[key, value] as const] : [],
      ),
    );
    return [{ name: own[0], attributes, children: own[1] }];
  });
}
