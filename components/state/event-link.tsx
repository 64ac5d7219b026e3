/** Stands on an event. */
export function EventLink({ seq, onOpen }: { seq: number; onOpen: (seq: number) => void }) {
  return (
    <button
      type="button"
      className="min-h-6 font-mono text-11 text-text-2 tabular-nums hover:text-text-1 hover:underline"
      title={`Go to event ${seq}`}
      onClick={() => onOpen(seq)}
    >
      #{seq}
    </button>
  );
}
