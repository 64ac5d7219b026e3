import { Fragment } from 'react';
import { textSpans } from '@/lib/view/text-spans';

interface ContentTextProps {
  text: string;
  /** Draw terminal codes too; else only the words between them. */
  codes?: boolean;
}

/** Words of a trace, never as HTML. What would not be seen or would bend the line is drawn as a small mark. */
export function ContentText({ text, codes }: ContentTextProps) {
  let at = 0;
  return textSpans(text).map((span) => {
    at += span.text.length;
    if (span.kind === 'text') return <Fragment key={at}>{span.text}</Fragment>;
    if (span.kind === 'ansi' && !codes) return null;
    return (
      <span
        key={at}
        title={span.kind === 'mark' ? span.name : 'terminal code'}
        className="mx-px rounded-4 border border-line-strong px-0.5 text-11 text-text-3"
      >
        {span.text}
      </span>
    );
  });
}
