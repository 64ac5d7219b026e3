'use client';

import { Dialog } from './dialog';
import { Kbd } from './kbd';
import type { ShortcutGroup } from './shortcuts';
import { useSingleKeys } from './single-keys';

interface ShortcutHelpProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly ShortcutGroup[];
}

/** Every key that does something here, by place. */
export function ShortcutHelp({ open, onOpenChange, groups }: ShortcutHelpProps) {
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      description="What the keyboard does on this page."
      wide
    >
      <div className="gap-x-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group.name} className="mb-4 break-inside-avoid">
            <h3 className="pb-1 font-medium text-12 text-text-3">{group.name}</h3>
            <dl>
              {group.items.map((item) => (
                <div key={item.keys} className="flex min-h-6 items-center justify-between gap-4">
                  <dt className="min-w-0">{item.label}</dt>
                  <dd className="text-text-2">
                    <Kbd keys={item.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="flex min-h-6 items-center gap-2 border-line border-t pt-3">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(change) => setSingleKeys(change.target.checked)}
        />
        Keys without Ctrl or Cmd are on
      </label>
    </Dialog>
  );
}
