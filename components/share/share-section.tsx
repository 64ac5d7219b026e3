import { type ReactNode, type Ref, useId } from 'react';

/** One step of the dialog. */
export function ShareSection({
  title,
  heading,
  children,
}: {
  title: string;
  /** Where the focus goes when something in the step has changed. */
  heading?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="-mx-4 flex flex-col gap-2 border-line border-t px-4 pt-3 first:border-t-0 first:pt-0"
    >
      <h3 id={id} ref={heading} tabIndex={-1} className="font-medium text-13">
        {title}
      </h3>
      {children}
    </section>
  );
}
