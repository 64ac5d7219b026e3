const key = (id: string) => `retake.panes.${id}`;

/** Sizes in percent by pane, as this browser kept them; null where there are none or they make no sense. */
export function readLayout(id: string): Record<string, number> | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(id)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const sizes = Object.entries(kept).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= 0,
    );
    return sizes.length > 0 ? Object.fromEntries(sizes) : null;
  } catch {
    // Storage may be switched off, or hold what somebody else wrote.
    return null;
  }
}

export function writeLayout(id: string, layout: Record<string, number>): void {
  try {
    localStorage.setItem(key(id), JSON.stringify(layout));
  } catch {
    // Full or switched off: the sizes are forgotten, nothing else.
  }
}
