/** As the contract takes it. */
const longest = 2000;

/**
 * The state of a page out of its address, for whoever gets a link to it: selection, folds, filters, and no ids.
 * What is too long for a link loses its longest values: the folds, before where one stands.
 */
export function viewOf(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name]) => name !== 'a' && name !== 'b');
  for (;;) {
    const view = new URLSearchParams(kept).toString();
    if (view.length <= longest) return view;
    const most = Math.max(...kept.map(([, value]) => value.length));
    kept.splice(
      kept.findIndex(([, value]) => value.length === most),
      1,
    );
  }
}

/** Of the page that is open. */
export const pageView = (): string => viewOf(window.location.search);
