'use client';

import { type ReactNode, type Ref, useLayoutEffect } from 'react';
import {
  Group,
  Panel,
  type PanelImperativeHandle,
  Separator,
  useGroupRef,
} from 'react-resizable-panels';
import { classes } from './classes';
import { readLayout, writeLayout } from './pane-layout';

interface PanesProps {
  /** Names the layout: sizes are kept under it, in this browser. */
  id: string;
  orientation?: 'horizontal' | 'vertical';
  className?: string;
  /** `Pane`s with a `PaneDivider` between each two. */
  children: ReactNode;
}

/** Panes side by side, divided by hairlines that a pointer or the arrow keys move. */
export function Panes({ id, orientation = 'horizontal', className, children }: PanesProps) {
  const group = useGroupRef();
  // After hydration, as the server does not know the sizes; before the first paint of the browser's own.
  useLayoutEffect(() => {
    const kept = readLayout(id);
    if (!kept || !group.current) return;
    const panes = Object.keys(group.current.getLayout());
    // Kept sizes of other panes than there are now would be refused with an error.
    if (
      panes.length === Object.keys(kept).length &&
      panes.every((pane) => Object.hasOwn(kept, pane))
    )
      group.current.setLayout(kept);
  }, [id, group]);
  return (
    <Group
      id={id}
      groupRef={group}
      orientation={orientation}
      className={className}
      resizeTargetMinimumSize={{ coarse: 24, fine: 8 }}
      onLayoutChanged={(layout, { isUserInteraction, requestedLayout }) => {
        if (isUserInteraction) writeLayout(id, requestedLayout ?? layout);
      }}
    >
      {children}
    </Group>
  );
}

interface PaneProps {
  id: string;
  /** In pixels; a pane without keeps what is left. */
  size?: number;
  min?: number;
  max?: number;
  /** Dragged below half its minimum it closes; `paneRef` opens and closes it by key. */
  collapsible?: boolean;
  paneRef?: Ref<PanelImperativeHandle | null>;
  onCollapsed?: (collapsed: boolean) => void;
  className?: string;
  children: ReactNode;
}

export function Pane({
  id,
  size,
  min = 160,
  max,
  collapsible,
  paneRef,
  onCollapsed,
  className,
  children,
}: PaneProps) {
  return (
    <Panel
      id={id}
      defaultSize={size}
      minSize={min}
      maxSize={max}
      collapsible={collapsible}
      panelRef={paneRef}
      groupResizeBehavior={size === undefined ? 'preserve-relative-size' : 'preserve-pixel-size'}
      onResize={(now) => onCollapsed?.(now.inPixels < 1)}
      className={classes('min-h-0 min-w-0', className)}
    >
      {children}
    </Panel>
  );
}

/** What to call the divider: "Resize outline". */
export function PaneDivider({ label }: { label: string }) {
  return (
    <Separator
      aria-label={label}
      className="relative shrink-0 bg-line outline-none transition-colors hover:bg-line-strong focus-visible:bg-select focus-visible:outline-2 focus-visible:outline-select aria-[orientation=horizontal]:h-px aria-[orientation=vertical]:w-px data-[separator=active]:bg-select"
    />
  );
}
