import { appState } from '@/lib/server/app-state';
import { route } from '@/lib/server/http/route';
import { answerReceipt, answerVerification } from '@/lib/server/receipts/answer-receipt';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(
  { access: 'session', kind: 'read' },
  async (request, { params }) => answerReceipt(appState(), (await params).id, request),
);
export const POST = route<Context>(
  { access: 'session', kind: 'upload' },
  async (request, { params }) => answerVerification(appState(), (await params).id, request),
);
