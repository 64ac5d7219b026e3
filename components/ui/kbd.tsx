import { keyCaps } from './key-caps';

/** Keys as chips. Hidden where the only pointer is a finger: there are no keys there to press. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-0.5 pointer-coarse:hidden">
      {keyCaps(keys).map((cap) => (
        <kbd
          key={cap.id}
          className="min-w-4 rounded-4 border border-current px-1 text-center font-sans text-11 leading-[14px] opacity-80"
        >
          {cap.text}
        </kbd>
      ))}
    </span>
  );
}
