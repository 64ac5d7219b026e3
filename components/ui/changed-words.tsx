import type { WordChange } from '@/lib/replay/diff/word-changes';
import { ContentText } from './content-text';

const looks = {
  added: 'bg-add-tint text-add underline decoration-1 underline-offset-2',
  removed: 'bg-del-tint text-del line-through decoration-1',
};

/** Words with their changes, said and drawn; of both texts in one, or of one of them. */
export function ChangedWords({
  changes,
  only,
}: {
  changes: readonly WordChange[];
  /** The text before has what was removed, the one after what was added. */
  only?: 'before' | 'after';
}) {
  let at = 0;
  return changes.map(({ kind, text }) => {
    at += text.length;
    if (only && kind === (only === 'before' ? 'added' : 'removed')) return null;
    const words = <ContentText text={text} codes />;
    if (kind === 'same') return <bdi key={at}>{words}</bdi>;
    const Change = kind === 'added' ? 'ins' : 'del';
    return (
      <Change key={`${kind}${at}`} className={looks[kind]}>
        <span className="sr-only">{kind}: </span>
        <bdi>{words}</bdi>
        <span className="sr-only"> end {kind} </span>
      </Change>
    );
  });
}
