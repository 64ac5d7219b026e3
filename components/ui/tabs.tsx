'use client';

import { Tabs as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';

export interface Tab<Id extends string> {
  id: Id;
  label: ReactNode;
  /** A small figure beside the label; a string, as somebody else knows how to write numbers. */
  count?: string;
  content: ReactNode;
}

interface TabsProps<Id extends string> {
  /** What these are tabs of. */
  label: string;
  tabs: readonly Tab<Id>[];
  value: Id;
  onChange: (value: Id) => void;
  /** What stands at the right end of the bar. */
  aside?: ReactNode;
}

/** Only the open tab's content exists. Arrow keys move between tabs and open them. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, aside }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  // Where there are more tabs than room, the open one is always in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one opens
  useEffect(() => {
    const open = list.current?.querySelector('[data-state=active]');
    open?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [value]);
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find(({ id }) => id === next);
        if (tab) onChange(tab.id);
      }}
      className="flex h-full min-h-0 flex-col"
    >
      <div className="flex h-8 shrink-0 items-center border-line border-b bg-surface-1 pr-1">
        <Radix.List
          ref={list}
          aria-label={label}
          // Tabs that do not fit fade out: there is more to the right.
          className="flex h-full min-w-0 flex-1 overflow-x-auto pr-6 [mask-image:linear-gradient(to_right,black_calc(100%-24px),transparent)] [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.id}
              value={tab.id}
              className="relative flex h-full shrink-0 items-center gap-1.5 px-2.5 text-12 text-text-2 -outline-offset-2 hover:text-text-1 data-[state=active]:font-medium data-[state=active]:text-text-1 data-[state=active]:after:absolute data-[state=active]:after:inset-x-2.5 data-[state=active]:after:bottom-0 data-[state=active]:after:h-0.5 data-[state=active]:after:bg-select"
            >
              {tab.label}
              {tab.count && <span className="font-normal text-11 text-text-3">{tab.count}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.id}
          value={tab.id}
          className="min-h-0 flex-1 overflow-auto -outline-offset-2 data-[state=inactive]:hidden"
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
