/** Runs once, before the first answer. The import stands inside the branch, so that no edge bundle follows it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startOrExit } = await import('@/lib/server/start-app');
    await startOrExit();
  }
}
