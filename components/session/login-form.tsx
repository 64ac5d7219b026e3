'use client';

import { type FormEvent, useState } from 'react';

/** Asks for the password of this Retake, then goes on to `to`, a path of ours. */
export function LoginForm({ to }: { to: string }) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password') ?? '');
    setBusy(true);
    const reason = await logIn(password);
    // A whole new page: nothing fetched before the login stays.
    if (reason === null) return window.location.assign(to);
    setTrouble(reason);
    setBusy(false);
  }

  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-80 flex-col justify-center gap-4 p-4">
      <h1 className="text-xl font-semibold">Retake</h1>
      <form method="post" onSubmit={submit} className="flex flex-col gap-2">
        <label htmlFor="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          aria-invalid={trouble !== null}
          aria-describedby={trouble === null ? undefined : 'trouble'}
          className="h-8 rounded border px-2"
        />
        {trouble !== null && (
          <p id="trouble" role="alert">
            {trouble}
          </p>
        )}
        <button type="submit" disabled={busy} className="h-8 rounded border px-3 font-medium">
          Log in
        </button>
      </form>
    </main>
  );
}

/** Null where the password was right, else why not. */
async function logIn(password: string): Promise<string | null> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  }).catch(() => null);
  if (response?.ok) return null;
  if (response === null) return 'The server does not answer. Try again.';
  const body: unknown = await response.json().catch(() => null);
  return sentenceOf(body) ?? `The server answered ${response.status}. Try again.`;
}

function sentenceOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('message' in error)) return null;
  const hint = 'hint' in error && typeof error.hint === 'string' ? ` ${error.hint}` : '';
  return `${error.message}${hint}`;
}
