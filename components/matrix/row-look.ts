const label =
  'max-sm:before:shrink-0 max-sm:before:font-sans max-sm:before:text-text-3 max-sm:before:content-[attr(data-label)]';
const cell = `px-3 py-1.5 align-top max-sm:flex max-sm:gap-3 max-sm:py-0.5 ${label}`;

/** How rows look: lines of a table, and cards where there is no room for one. */
export const rowLook = {
  group: 'border-line-strong border-b last:border-b-0 max-sm:block',
  row: 'border-line border-b last:border-b-0 hover:bg-surface-1 max-sm:grid max-sm:grid-cols-2 max-sm:py-2',
  head: 'px-3 py-1.5 align-top font-normal max-sm:col-span-2',
  cell: `${cell} max-sm:col-span-2 max-sm:before:w-28`,
  number: `${cell} whitespace-nowrap font-mono tabular-nums max-sm:before:w-20 sm:text-right`,
  /** A link as high as a finger wants it, on the line of the words beside it. */
  link: '-my-[3px] inline-flex min-h-6 items-center gap-1 whitespace-nowrap',
};
