/** Longest name of a trace, in UTF-16 units. */
const longest = 200;

/** `<parent> · <label> 2`: of a long parent only the beginning, so that branches can be told apart. */
export function branchName(parent: string, label: string, nth: number | null): string {
  const end = ` · ${label}${nth === null ? '' : ` ${nth}`}`;
  if (parent.length + end.length <= longest) return parent + end;
  const start = parent.slice(0, longest - end.length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}…${end}`;
}
