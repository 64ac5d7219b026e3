import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Import {
  from: string;
  line: number;
}

/** What the rules of the house look at in one file. */
export interface Source {
  file: string;
  /** Static, dynamic, type-only, re-exported, and `new URL('./x', import.meta.url)`. */
  imports: Import[];
  /** Lines that read `process.env`, but for the two names that the build replaces. */
  environment: number[];
  /** Lines that ask for the time or for chance. */
  clocks: number[];
  /** Lines that call the global `fetch`. */
  fetches: number[];
  /** Lines with an object literal that has a name for each of an event's marks. */
  events: number[];
  /** Lines that ask whether something is an `AppError`, where the file also makes responses. */
  errorMaps: number[];
  callsEventHash: boolean;
}

const skipped = new Set([
  'node_modules',
  'generated',
  // The library as others import it.
  'dist',
  'fixtures',
  // Next writes it, and it names what Next builds.
  'next-env.d.ts',
  'test-results',
  'playwright-report',
]);

/** All sources of the checkout, relative to the root, sorted; no folder whose name begins with a dot. */
export function sourceFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith('.') || path === 'data' || skipped.has(entry.name)) return [];
      if (entry.isDirectory()) return sourceFiles(root, path);
      return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

export const readSourceFile = (root: string, file: string): Source =>
  readSource(file, existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '');

export function readSource(file: string, text: string): Source {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (node: ts.Node) => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const source: Source = {
    file,
    imports: [],
    environment: [],
    clocks: [],
    fetches: [],
    events: [],
    errorMaps: [],
    callsEventHash: false,
  };
  const declared = new Set<string>();
  let makesResponses = false;

  const visit = (node: ts.Node): void => {
    const from = importedBy(node);
    if (from !== null) source.imports.push({ from, line: lineOf(node) });
    if (readsEnvironment(node)) source.environment.push(lineOf(node));
    if (readsClock(node)) source.clocks.push(lineOf(node));
    if (ts.isCallExpression(node) && isGlobalFetch(node.expression))
      source.fetches.push(lineOf(node));
    if (ts.isCallExpression(node) && node.expression.getText() === 'eventHash') {
      source.callsEventHash = true;
    }
    if (looksLikeEvent(node)) source.events.push(lineOf(node));
    if (asksForAppError(node)) source.errorMaps.push(lineOf(node));
    if (ts.isIdentifier(node) && /^(Response|NextResponse|ORPCError)$/.test(node.text)) {
      makesResponses = true;
    }
    const name = declaredName(node);
    if (name !== null) declared.add(name);
    ts.forEachChild(node, visit);
  };
  visit(tree);

  // A file's own `fetch` is one that was handed in or imported.
  if (declared.has('fetch')) source.fetches = [];
  if (!makesResponses) source.errorMaps = [];
  return source;
}

const text = (node: ts.Node | undefined): string | null =>
  node && ts.isStringLiteralLike(node) ? node.text : null;

function importedBy(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return text(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? text(node.argument.literal) : null;
  }
  if (ts.isExternalModuleReference(node)) return text(node.expression);
  if (ts.isCallExpression(node)) {
    const called = node.expression;
    const imports =
      called.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(called) && called.text === 'require');
    return imports ? text(node.arguments[0]) : null;
  }
  // A worker's file.
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
    const [path, base] = node.arguments ?? [];
    const target = base?.getText() === 'import.meta.url' ? text(path) : null;
    return target !== null && /\.[cm]?[jt]s$/.test(target) ? target : null;
  }
  return null;
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) && /^(node:)?process$/.test(text(node.moduleSpecifier) ?? '')) {
    return true;
  }
  const whole =
    (ts.isPropertyAccessExpression(node) && node.name.text === 'env') ||
    (ts.isElementAccessExpression(node) && text(node.argumentExpression) === 'env');
  if (!whole || !/^(globalThis\.)?process$/.test(node.expression.getText())) return false;
  const { parent } = node;
  // Constants of the build, not settings.
  const constant =
    ts.isPropertyAccessExpression(parent) && /^(NODE_ENV|NEXT_RUNTIME)$/.test(parent.name.text);
  return !constant;
}

function readsClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) {
    return node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  }
  const called = ts.isCallExpression(node) ? node.expression.getText() : '';
  return /^(Date|Date\.now|performance\.now|Math\.random|crypto\.randomUUID)$/.test(called);
}

const isGlobalFetch = (called: ts.Expression): boolean =>
  /^((globalThis|window|self)\.)?fetch$/.test(called.getText());

const eventMarks = ['seq', 'kind', 'hash', 'records'];

function looksLikeEvent(node: ts.Node): boolean {
  if (!ts.isObjectLiteralExpression(node)) return false;
  // A literal of schemas says what an event is; it makes none.
  if (node.properties.some((property) => /^z\./.test(initializerOf(property)))) return false;
  const names = new Set(node.properties.map((property) => property.name?.getText()));
  return eventMarks.every((mark) => names.has(mark));
}

const initializerOf = (property: ts.ObjectLiteralElementLike): string =>
  ts.isPropertyAssignment(property) ? property.initializer.getText() : '';

const asksForAppError = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
  node.right.getText() === 'AppError';

function declaredName(node: ts.Node): string | null {
  const declares =
    ts.isImportSpecifier(node) ||
    ts.isParameter(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node);
  return declares && node.name && ts.isIdentifier(node.name) ? node.name.text : null;
}
