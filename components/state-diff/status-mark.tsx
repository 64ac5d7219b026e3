import { Badge, type BadgeTone } from '@/components/ui/badge';
import { statusWord } from '@/lib/view/fact-words';

/** Words of a trace that we know get a tone; the word itself says all. */
const tones = new Map<string, BadgeTone>([
  ...(['resolved', 'completed'] as const).map((word) => [word, 'ok'] as const),
  ...(['quarantined', 'in_progress'] as const).map((word) => [word, 'warn'] as const),
]);

/** `active` is bad of a test and good of a goal. */
const toneOf = (kind: string, status: string): BadgeTone =>
  (kind === 'test' && status === 'active') || (kind === 'error' && status === 'open')
    ? 'bad'
    : (tones.get(status) ?? 'plain');

export function StatusMark({
  kind,
  status,
  children,
}: {
  kind: string;
  status: string;
  /** Other words than the status alone. */
  children?: string;
}) {
  return (
    <Badge tone={toneOf(kind, status)}>
      <bdi>{children ?? statusWord(status)}</bdi>
    </Badge>
  );
}
