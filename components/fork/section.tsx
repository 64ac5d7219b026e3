import type { ReactNode } from 'react';

/** A part of the composer under its heading. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  /** What stands at the right end of the heading. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold text-13">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
