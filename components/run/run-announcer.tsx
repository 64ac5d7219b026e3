'use client';

import { useEffect } from 'react';
import { useAnnounce } from '@/components/ui/announcer';
import { runWords } from './run-words';
import { useNotices } from './use-notices';
import type { RunState } from './use-run';

/** Says changes of a run's state to a screen reader, and in the title of the page that it waits for somebody. */
export function RunAnnouncer({ name, state: { run } }: { name: string; state: RunState }) {
  const announce = useAnnounce();
  const status = run?.status ?? null;
  const reason = run?.reason ?? null;
  const limit = run?.limit ?? null;
  const failed = status === 'failed';
  // Without what changes every second: a countdown said aloud would drown everything else.
  const words =
    status === null
      ? null
      : `Run: ${runWords({ status, limit, activity: null, pausing: false }, null, 0)}.`;
  useEffect(() => {
    // What waits for somebody is said at once, below.
    if (words !== null && status !== 'waiting' && status !== 'failed')
      announce([words, reason ?? ''].join(' '));
  }, [announce, words, status, reason]);

  const waiting = status === 'waiting';
  useEffect(() => {
    if (!waiting) return;
    const words = `⏸ needs you · ${name}`;
    let before = document.title;
    const put = (): void => {
      if (document.title === words) return;
      before = document.title;
      document.title = words;
    };
    put();
    // The page sets its own title when it has come in whole, which may be later.
    const observer = new MutationObserver(put);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      document.title = before;
    };
  }, [waiting, name]);

  const tools = run?.pending.map(({ tool }) => tool).join(', ') ?? '';
  // Calls that come to wait later are told of too.
  const calls = waiting ? run?.pending.map(({ callId }) => callId).join(' ') : undefined;
  const { notices } = useNotices();
  const runId = run?.id ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each set of calls, not when a word about them changes
  useEffect(() => {
    if (calls && notices === 'on' && !document.hasFocus())
      notify(`⏸ ${name}`, `The run needs you: ${tools}.`, runId);
  }, [calls, notices]);

  return (
    <p role="alert" className="sr-only">
      {waiting && `The run needs you: ${tools}.`}
      {failed && `The run failed. ${reason ?? ''}`}
    </p>
  );
}

/** Outside the page, by the system. The same run replaces what it said before. */
function notify(title: string, body: string, tag: string): void {
  try {
    const notice = new Notification(title, { body, tag });
    notice.onclick = () => window.focus();
  } catch {
    // Some systems let only a service worker notify: the title of the page says it too.
  }
}
