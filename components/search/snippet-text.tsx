import { plainLine } from '@/lib/view/plain-line';

/** Words of a trace around what was found in them. */
export function SnippetText({ pieces }: { pieces: readonly { text: string; found: boolean }[] }) {
  // Pieces have nothing to be told apart by but their place, which never changes.
  let at = 0;
  return (
    <bdi className="line-clamp-2 min-w-0 text-text-2 leading-5 [overflow-wrap:anywhere]">
      {pieces.map(({ text, found }) => {
        at += 1;
        return found ? (
          <mark key={at} className="rounded-4 bg-select-tint font-medium text-text-1">
            {plainLine(text)}
          </mark>
        ) : (
          <span key={at}>{plainLine(text)}</span>
        );
      })}
    </bdi>
  );
}
