import { Callout } from '@/components/ui/callout';

/** A log of spans, say: nobody asks anything in it. */
export function NoPrompt() {
  return (
    <Callout
      title="This trace records no prompt to run again."
      next="Fork at an event of it, and append a message."
    />
  );
}
