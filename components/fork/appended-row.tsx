import { Badge } from '@/components/ui/badge';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { Message } from '@/lib/trace/message';
import { messageLine } from '@/lib/trace/summary';
import { plainLine } from '@/lib/view/plain-line';

/** The user message that comes last; it is written above the conversation. */
export function AppendedRow({ id, message }: { id: string; message: Message }) {
  return (
    <li
      id={id}
      tabIndex={-1}
      className="flex min-h-8 items-center gap-2 border-line border-b bg-diverge-tint px-1 -outline-offset-2"
    >
      <KindGlyph kind="message" role={message.role} silent />
      <span className="w-16 shrink-0 text-12 text-text-2">{message.role}</span>
      <bdi className="min-w-0 flex-1 truncate font-mono text-12">
        {plainLine(messageLine(message))}
      </bdi>
      <Badge tone="diverge">added</Badge>
    </li>
  );
}
