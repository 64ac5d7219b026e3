import type { ReactNode } from 'react';

interface EmptyStateProps {
  /** What is missing. */
  title: ReactNode;
  /** Why, and what to do. */
  children?: ReactNode;
  actions?: ReactNode;
}

/** Stands where something is missing. At the beginning of the space, as what will come would. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex max-w-[60ch] flex-col items-start gap-2 p-4">
      <div className="font-medium">{title}</div>
      {children && <div className="text-text-2">{children}</div>}
      {actions && <div className="flex flex-wrap gap-2 pt-1">{actions}</div>}
    </div>
  );
}
