'use client';

import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { expandBinding, isPress, isSingleKey, isTyping, modalOf } from './bindings';
import { ShortcutHelp } from './shortcut-help';
import { useSingleKeys } from './single-keys';

/** Keys → what they do. Keys as in tinykeys (`$mod+Enter`, `g g`); a capital letter is with Shift. */
export type Shortcuts = Record<string, { label: string; run: (event: KeyboardEvent) => void }>;

export interface ShortcutGroup {
  /** Where they hold: "Events". */
  name: string;
  items: readonly { keys: string; label: string }[];
}

interface Registration {
  group: string;
  /** Heard while the keyboard is in a dialog or menu, and only then. */
  modal: boolean;
  current: () => Shortcuts;
}

interface Registry {
  add: (registration: Registration) => () => void;
  openHelp: () => void;
}

const Context = createContext<Registry | null>(null);

/** Once, around the page: listens, and knows every key there is, so that `?` can list them. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [registrations, setRegistrations] = useState<readonly Registration[]>([]);
  const [help, setHelp] = useState(false);
  const [singleKeys] = useSingleKeys();

  useEffect(() => {
    const bindings = new Map<string, (event: KeyboardEvent) => void>();
    const bound = new Map<string, { registration: Registration; keys: string }[]>();
    const here: Registration = {
      group: 'Everywhere',
      modal: false,
      current: () => ({ '?': { label: 'Keys', run: () => setHelp(true) } }),
    };
    for (const registration of [here, ...registrations])
      for (const keys of Object.keys(registration.current()))
        for (const heard of expandBinding(keys))
          bound.set(heard, [{ registration, keys }, ...(bound.get(heard) ?? [])]);
    for (const [heard, candidates] of bound)
      bindings.set(heard, (event) => {
        if (event.defaultPrevented || isPress(event)) return;
        const modal = modalOf(event.target) !== null;
        // The last that came is the nearest: what a panel binds goes before what the page binds.
        const found = candidates.find(({ registration }) => registration.modal === modal);
        if (!found) return;
        if (isSingleKey(found.keys) && (isTyping(event.target) || !singleKeys)) return;
        event.preventDefault();
        found.registration.current()[found.keys]?.run(event);
      });
    const handler = createKeybindingsHandler(Object.fromEntries(bindings));
    window.addEventListener('keydown', handler);
    return () => window.removeEventListener('keydown', handler);
  }, [registrations, singleKeys]);

  const registry = useMemo<Registry>(
    () => ({
      add: (registration) => {
        setRegistrations((all) => [...all, registration]);
        return () => setRegistrations((all) => all.filter((one) => one !== registration));
      },
      openHelp: () => setHelp(true),
    }),
    [],
  );
  return (
    <Context value={registry}>
      {children}
      <ShortcutHelp open={help} onOpenChange={setHelp} groups={groupsOf(registrations)} />
    </Context>
  );
}

function groupsOf(registrations: readonly Registration[]): ShortcutGroup[] {
  const groups = new Map<string, { keys: string; label: string }[]>([
    ['Everywhere', [{ keys: '?', label: 'Keys' }]],
  ]);
  for (const { group, current } of registrations) {
    const items = Object.entries(current()).map(([keys, { label }]) => ({ keys, label }));
    groups.set(group, [...(groups.get(group) ?? []), ...items]);
  }
  return [...groups].map(([name, items]) => ({ name, items }));
}

function useRegistry(): Registry {
  const registry = use(Context);
  if (!registry) throw new Error('No ShortcutsProvider above this component');
  return registry;
}

interface ShortcutOptions {
  /** The heading that they stand under in the help. */
  group: string;
  enabled?: boolean;
  /** For keys of a dialog: heard only while the keyboard is in one. */
  modal?: boolean;
}

/**
 * Binds keys as long as the component is there. While somebody types, single keys rest; those with Ctrl or Cmd
 * work. Where two bind the same key, the one that came later wins.
 */
export function useShortcuts(
  shortcuts: Shortcuts,
  { group, enabled = true, modal = false }: ShortcutOptions,
): void {
  const { add } = useRegistry();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const keys = Object.entries(shortcuts)
    .map(([binding, { label }]) => `${binding}\t${label}`)
    .join('\n');
  useEffect(() => {
    // Handlers are read when a key falls; only other keys or words make another registration.
    if (!enabled || keys === '') return;
    return add({ group, modal, current: () => latest.current });
  }, [add, enabled, group, modal, keys]);
}

/** Opens the list of keys, for a button that says so. */
export function useShortcutHelp(): () => void {
  const { openHelp } = useRegistry();
  return useCallback(() => openHelp(), [openHelp]);
}
