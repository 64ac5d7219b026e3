/** Sameness recedes, divergence glows: the one line on the page that does. */
export function ForkLine({ ignite }: { ignite: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 2"
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-x-0 top-0 h-0.5 w-full"
    >
      <line
        x1="0"
        y1="1"
        x2="100"
        y2="1"
        pathLength={1}
        strokeDasharray={1}
        strokeWidth={2}
        stroke="var(--diverge-mark)"
        className={ignite ? 'animate-ignite' : undefined}
      />
    </svg>
  );
}
