import { scriptIn, untimed } from './script-file';
import { emptyReport, type ReportReader, readReport } from './test-report';

const fileLine = /^ *[✓❯×✗] +(\S.*)$/;
const testLine = /^ +([✓×✗]) (\S.*)$/;

/** Vitest: ` FAIL  file > suite > name`, files with their number of tests, tests under a file, the last lines. */
export const readVitest: ReportReader = (lines) => {
  const report = emptyReport('vitest');
  let file: string | null = null;
  for (const [at, line] of lines.entries()) {
    if (line.length > 2000) continue;
    if (line.startsWith(' FAIL ')) {
      const found = scriptIn(line.slice(6).trim());
      if (!found) continue;
      const name = /^ > (.+)$/.exec(found.rest)?.[1];
      const message = wordOf(lines[at + 1]);
      if (name !== undefined) {
        const id = `${found.file} > ${untimed(name)}`;
        report.failed.push({ id, file: found.file, message });
      } else if (found.rest.startsWith(' [ '))
        report.failed.push({ id: found.file, file: found.file, message });
      continue;
    }
    const marked = fileLine.exec(line);
    const script = marked ? scriptIn(marked[1] ?? '') : null;
    if (script) {
      const count = /^ *\((\d+) tests?\b([^)]*)\)/.exec(script.rest);
      const single = /^ > (.+)$/.exec(script.rest)?.[1];
      if (count) {
        file = script.file;
        if (line.trimStart().startsWith('✓') && !/failed|skipped/.test(count[2] ?? ''))
          report.passedFiles.push(file);
      } else if (single !== undefined) {
        const id = `${script.file} > ${untimed(single)}`;
        if (line.trimStart().startsWith('✓')) report.passed.push(id);
        else report.failed.push({ id, file: script.file, message: null });
      }
      continue;
    }
    const test = file === null ? null : testLine.exec(line);
    if (test?.[1] === '✓') report.passed.push(`${file} > ${untimed(test[2] ?? '')}`);
    const figures = /^ +Tests {2}(.*\(\d+\))$/.exec(line)?.[1];
    if (figures !== undefined) {
      report.failures = (report.failures ?? 0) + (numberBefore(figures, 'failed') ?? 0);
      report.passes = (report.passes ?? 0) + (numberBefore(figures, 'passed') ?? 0);
    }
  }
  // ` FAIL  file` alone, and ticks, are Jest's as well.
  const own =
    report.failures !== null ||
    report.passedFiles.length > 0 ||
    report.failed.length > 0 ||
    lines.some((line) => line.startsWith(' RUN  v'));
  return own ? readReport(report) : null;
};

const numberBefore = (text: string, word: string): number | undefined => {
  const found = new RegExp(`(\\d{1,9}) ${word}`).exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

const wordOf = (line: string | undefined): string | null => line?.trim().slice(0, 300) || null;
