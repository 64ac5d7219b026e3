import { emptyReport, type ReportReader, readReport } from './test-report';

const verdictFirst = /^(?:\[gw\d+\] )?(?:\[ *\d+%\] )?(FAILED|ERROR|PASSED|XPASS) (\S.*)$/;
const verdictLast = /^(\S.*) (FAILED|ERROR|PASSED)(?: +\[ *\d+%\])?$/;
const lastLine =
  /^(?:=+ )?\d+ (?:failed|passed|errors?|skipped|deselected|xfailed|xpassed|warnings?)\b.* in \d+(?:\.\d+)?s\b/;
const figures = /(\d{1,9}) (failed|passed|errors?)\b/g;

/** The short summary (`FAILED file::test - why`), verbose lines and the last line of pytest. */
export const readPytest: ReportReader = (lines) => {
  const report = emptyReport('pytest');
  for (const line of lines) {
    if (line.length > 2000) continue;
    const first = verdictFirst.exec(line);
    const last = first ? null : verdictLast.exec(line);
    if (first) {
      const [id, why] = parted(first[2] ?? '');
      tell(first[1] ?? '', id, why);
    } else if (last) tell(last[2] ?? '', last[1] ?? '', null);
    else if (lastLine.test(line)) sum(line);
  }
  return readReport(report);

  function tell(verdict: string, id: string, message: string | null): void {
    const file = id.split('::', 1)[0] ?? '';
    // A whole file that could not be collected has no test's name.
    if (!id.includes('::') && !(verdict === 'ERROR' && file.endsWith('.py'))) return;
    if (!/^[^\s:]+$/.test(file)) return;
    if (verdict === 'PASSED') report.passed.push(id);
    else if (verdict !== 'XPASS') report.failed.push({ id, file, message });
  }

  function sum(line: string): void {
    let [failures, passes] = [0, 0];
    for (const [, count, word] of line.matchAll(figures)) {
      if (word === 'passed') passes = Number(count);
      else failures += Number(count);
    }
    report.failures = (report.failures ?? 0) + failures;
    report.passes = (report.passes ?? 0) + passes;
  }
};

/** `id - why`; the brackets of a parametrised test may hold ` - ` themselves. */
function parted(text: string): [id: string, why: string | null] {
  const open = text.indexOf('[');
  const dash = text.indexOf(' - ');
  if (dash < 0) return [text.trim(), null];
  const inside = open >= 0 && open < dash ? text.indexOf('] - ', open) + 1 : dash;
  const at = inside > 0 ? inside : dash;
  return [text.slice(0, at).trim(), text.slice(at + 3).trim() || null];
}
