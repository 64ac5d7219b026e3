/** First stops of the Tab key, seen only while they have it. Each leads to an id on the page. */
export function SkipLinks({ links }: { links: readonly { to: string; label: string }[] }) {
  return (
    <nav aria-label="Skip" className="contents">
      {links.map(({ to, label }) => (
        <a
          key={to}
          href={`#${to}`}
          className="not-focus:sr-only fixed top-1 left-1 z-50 rounded-4 border border-line-strong bg-surface-0 px-3 py-1"
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
