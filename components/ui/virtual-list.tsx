// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave rows out: the grid pattern of ARIA, with the keyboard on rows, stands in for it
// biome-ignore-all lint/a11y/useFocusableInteractive: a table cannot leave rows out: the grid pattern of ARIA, with the keyboard on rows, stands in for it
// biome-ignore-all lint/a11y/useKeyWithClickEvents: a table cannot leave rows out: the grid pattern of ARIA, with the keyboard on rows, stands in for it
// biome-ignore-all lint/a11y/noStaticElementInteractions: a table cannot leave rows out: the grid pattern of ARIA, with the keyboard on rows, stands in for it
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: a table cannot leave rows out: the grid pattern of ARIA, with the keyboard on rows, stands in for it
'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { classes } from './classes';
import { visibleRows } from './visible-rows';

export type RowId = string | number;

export interface VirtualListHandle<Id extends RowId> {
  /** False where no row has this id (filtered out, not loaded yet). */
  scrollToId: (id: Id, align?: 'auto' | 'center' | 'start' | 'end') => boolean;
  /** Gives the keyboard to the selected row, else the first. */
  focus: () => void;
  toEnd: () => void;
}

export interface VirtualListProps<Item, Id extends RowId> {
  label: string;
  items: readonly Item[];
  idOf: (item: Item) => Id;
  /** Place of an id where the caller knows it cheaper than by looking (`seq` in an unfiltered list); -1 for none. */
  indexOf?: (id: Id) => number;
  /** One cell. Drawn for at most 120 rows. */
  row: (item: Item, state: { index: number; selected: boolean }) => ReactNode;
  /** What a screen reader says of the row, where its text is not enough. */
  rowLabel?: (item: Item) => string;
  rowClass?: (item: Item) => string;
  /** From outside; it may name a row that is not in the list. */
  selected: Id | null;
  onSelect: (id: Id, item: Item) => void;
  /** Enter or double click. */
  onOpen?: (id: Id, item: Item) => void;
  /** Makes it a treegrid: level from 1, and whether it is open (undefined: it has no children). */
  levelOf?: (item: Item) => { level: number; expanded?: boolean };
  onToggle?: (id: Id, item: Item, expanded: boolean) => void;
  /** 24 compact, 32 comfortable; the least height where rows measure themselves. */
  rowHeight?: 24 | 32;
  /** Rows are as high as what is in them. Dearer: use it for content, not for lists of 100,000. */
  measured?: boolean;
  /** Rows of the whole, where not all are loaded. */
  total?: number;
  /** Follows what is appended while the reader is at the end. */
  stickToBottom?: boolean;
  /** Whether the end is in view, when that may have changed. */
  onAtEnd?: (atEnd: boolean) => void;
  /** Indexes of the first and the last row in view, when they may have changed. */
  onRange?: (first: number, last: number) => void;
  handle?: Ref<VirtualListHandle<Id> | null>;
  className?: string;
  /** Instead of rows, where there are none. */
  empty?: ReactNode;
}

/**
 * A list of any length of which only what is in view exists. Arrow keys, Page, Home and End move and select; the
 * keyboard stays on the row with the same id when rows come, go or scroll away.
 */
export function VirtualList<Item, Id extends RowId>(props: VirtualListProps<Item, Id>) {
  const { items, idOf, selected, rowHeight = 24, stickToBottom = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Id | null>(selected);
  const [was, setWas] = useState(selected);
  if (was !== selected) {
    setWas(selected);
    if (selected !== null) setActive(selected);
  }

  const byId = useMemo(
    () => (props.indexOf ? null : new Map(items.map((item, index) => [idOf(item), index]))),
    [props.indexOf, items, idOf],
  );
  const indexOf = (id: Id | null): number => {
    if (id === null) return -1;
    const index = byId ? (byId.get(id) ?? -1) : (props.indexOf?.(id) ?? -1);
    return index < items.length ? index : -1;
  };
  const activeIndex = indexOf(active) >= 0 ? indexOf(active) : items.length > 0 ? 0 : -1;

  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : idOf(item);
    },
    overscan: 12,
    rangeExtractor: (range) => visibleRows(range, activeIndex),
    anchorTo: stickToBottom ? 'end' : 'start',
    followOnAppend: stickToBottom,
    scrollEndThreshold: rowHeight,
    onChange: (instance) => {
      props.onAtEnd?.(instance.isAtEnd(rowHeight));
      const { range } = instance;
      if (range) props.onRange?.(range.startIndex, range.endIndex);
    },
  });

  const wantsFocus = useRef(false);
  const activeRow = useRef<HTMLDivElement>(null);
  const focusActive = () => {
    wantsFocus.current = true;
    activeRow.current?.focus({ preventScroll: true });
  };

  // Selected from outside (a key of the page, a link, the scrubber): bring it into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection moves the reader, never new rows
  useEffect(() => {
    const index = indexOf(selected);
    if (index < 0) return;
    virtual.scrollToIndex(index, { align: 'auto' });
    // Where the keyboard is in this list it goes along with the selection.
    if (scroller.current?.contains(document.activeElement)) focusActive();
  }, [selected]);

  useImperativeHandle(props.handle, () => ({
    scrollToId: (id, align = 'auto') => {
      const index = indexOf(id);
      if (index >= 0) virtual.scrollToIndex(index, { align });
      return index >= 0;
    },
    focus: () => {
      if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: 'auto' });
      focusActive();
    },
    toEnd: () => virtual.scrollToIndex(items.length - 1, { align: 'end' }),
  }));

  const moveTo = (index: number) => {
    const to = Math.max(0, Math.min(items.length - 1, index));
    const item = items[to];
    if (item === undefined) return;
    setActive(idOf(item));
    virtual.scrollToIndex(to, { align: 'auto' });
    wantsFocus.current = true;
    props.onSelect(idOf(item), item);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[activeIndex];
    // Keys of a control inside a row are that control's.
    if (item === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const place = props.levelOf?.(item);
    const moves = new Map<string, () => void>([
      ['ArrowDown', () => moveTo(activeIndex + 1)],
      ['ArrowUp', () => moveTo(activeIndex - 1)],
      ['PageDown', () => moveTo(activeIndex + page)],
      ['PageUp', () => moveTo(activeIndex - page)],
      ['Home', () => moveTo(0)],
      ['End', () => moveTo(items.length - 1)],
    ]);
    // On the selected row it selects nothing: there the key is the page's.
    if (idOf(item) !== selected) moves.set(' ', () => moveTo(activeIndex));
    if (props.onOpen) moves.set('Enter', () => props.onOpen?.(idOf(item), item));
    if (place?.expanded !== undefined && props.onToggle) {
      const wanted = event.key === 'ArrowRight';
      if (place.expanded !== wanted)
        moves.set(wanted ? 'ArrowRight' : 'ArrowLeft', () =>
          props.onToggle?.(idOf(item), item, wanted),
        );
    }
    if (place && event.key === 'ArrowLeft' && !moves.has('ArrowLeft')) {
      const parent = parentIndex(items, activeIndex, props.levelOf);
      if (parent >= 0) moves.set('ArrowLeft', () => moveTo(parent));
    }
    const move = moves.get(event.key);
    if (!move) return;
    event.preventDefault();
    move();
  };

  const rows = virtual.getVirtualItems();
  return (
    <div
      ref={scroller}
      role={props.levelOf ? 'treegrid' : 'grid'}
      aria-label={props.label}
      aria-rowcount={props.total ?? items.length}
      aria-colcount={1}
      onKeyDown={onKeyDown}
      className={classes(
        'relative h-full min-h-0 overflow-auto [overflow-anchor:none]',
        props.className,
      )}
      // An empty grid still has to be reachable, as it scrolls and says why it is empty.
      tabIndex={items.length === 0 ? 0 : undefined}
    >
      {items.length === 0 ? (
        <div role="row">
          <div role="gridcell">
            {props.empty ?? <p className="p-4 text-text-3">Nothing here</p>}
          </div>
        </div>
      ) : (
        <div
          role="presentation"
          className="relative w-full"
          style={{ height: virtual.getTotalSize() }}
        >
          {rows.map(({ index, key, start }) => {
            const item = items[index];
            if (item === undefined) return null;
            const id = idOf(item);
            const isSelected = id === selected;
            const isActive = index === activeIndex;
            const place = props.levelOf?.(item);
            return (
              <div
                key={key}
                ref={(node) => {
                  if (props.measured) virtual.measureElement(node);
                  if (!isActive || !node) return;
                  activeRow.current = node;
                  if (wantsFocus.current && document.activeElement !== node)
                    node.focus({ preventScroll: true });
                  wantsFocus.current = false;
                }}
                data-index={index}
                role="row"
                aria-rowindex={index + 1}
                aria-selected={isSelected}
                aria-label={props.rowLabel?.(item)}
                aria-level={place?.level}
                aria-expanded={place?.expanded}
                tabIndex={isActive ? 0 : -1}
                onClick={(event) => {
                  // A click on a control in the row is meant for the control.
                  if (event.target instanceof Element && event.target.closest('a, button, input'))
                    return;
                  setActive(id);
                  props.onSelect(id, item);
                }}
                onDoubleClick={() => props.onOpen?.(id, item)}
                className={classes(
                  'absolute inset-x-0 top-0 flex items-stretch -outline-offset-2',
                  isSelected
                    ? 'bg-select-tint shadow-[inset_0_0_0_1px_var(--select)]'
                    : 'hover:bg-surface-2',
                  props.rowClass?.(item),
                )}
                style={{
                  transform: `translateY(${start}px)`,
                  [props.measured ? 'minHeight' : 'height']: rowHeight,
                }}
              >
                <div role="gridcell" className="flex min-w-0 flex-1 items-center">
                  {props.row(item, { index, selected: isSelected })}
                </div>
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

function parentIndex<Item>(
  items: readonly Item[],
  from: number,
  levelOf: ((item: Item) => { level: number }) | undefined,
): number {
  const item = items[from];
  if (item === undefined || !levelOf) return -1;
  const { level } = levelOf(item);
  for (let index = from - 1; index >= 0; index--) {
    const above = items[index];
    if (above !== undefined && levelOf(above).level < level) return index;
  }
  return -1;
}
