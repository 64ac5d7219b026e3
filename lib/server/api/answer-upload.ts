import 'server-only';
import { appState } from '@/lib/server/app-state';
import { uploadRequest, uploadStatus, uploadTrace } from '@/lib/server/import/upload-trace';

/** Takes a trace file: `?name=&format=&choose=1&wait=0`. Throws what its route is to turn into HTTP. */
export async function answerUpload(request: Request, nameFromPath?: string): Promise<Response> {
  const asked = uploadRequest(new URL(request.url), nameFromPath);
  const state = await uploadTrace(appState(), request, asked);
  return Response.json({ state, traces: state.traces }, { status: uploadStatus(state) });
}
