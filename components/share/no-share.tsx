import { Mark } from '@/components/ui/mark';

/** Unknown, expired and revoked links look alike: who asks learns nothing of links that once were. */
export function NoShare() {
  return (
    <main id="main" className="flex max-w-[60ch] flex-col items-start gap-3 p-6">
      <Mark />
      <h1 className="font-semibold text-15">This link does not open anything (any more).</h1>
      <p className="text-text-2">Check that it is whole. Else ask whoever sent it for a new one.</p>
    </main>
  );
}
