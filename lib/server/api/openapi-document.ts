import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { bodyContract } from '@/lib/api/body-contract';
import { contract } from '@/lib/api/contract';
import { counterfactualContract } from '@/lib/api/counterfactual-contract';
import { factsContract } from '@/lib/api/facts-contract';
import { stateContract } from '@/lib/api/state-contract';

/** The HTTP API as an OpenAPI document; uploads and downloads, which stream, are added by hand. */
export async function openApiDocument(): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(
    {
      ...contract,
      bodies: bodyContract,
      state: stateContract,
      facts: factsContract,
      counterfactual: counterfactualContract,
    },
    {
      info: {
        title: 'Retake',
        version: '1',
        description: 'Upload, read, fork, resume, compare and share recorded runs of AI agents.',
      },
      servers: [{ url: '/api' }],
    },
  );
  const traces = document.paths?.['/traces'] ?? {};
  return {
    ...document,
    paths: { ...document.paths, '/traces': { ...traces, ...uploads }, ...downloads },
  };
}

const text = { schema: { type: 'string' } };
const inQuery = (name: string, description: string) => ({
  name,
  in: 'query',
  description,
  ...text,
});
const inPath = (name: string) => ({ name, in: 'path', required: true, ...text });

const upload = {
  summary: 'Upload a trace file',
  description: 'The body is the file, or a form with one or more files that are one upload.',
  parameters: [
    inQuery('name', 'What the file is called'),
    inQuery('format', 'Read it as this format; otherwise the surest one is taken'),
    inQuery('choose', '1: stop and ask where the upload holds several traces'),
    inQuery('wait', '0: answer when the bytes have come, not when the import ended'),
  ],
  requestBody: {
    required: true,
    content: { 'application/octet-stream': {}, 'multipart/form-data': {} },
  },
  responses: {
    200: { description: 'The same bytes are here already' },
    201: { description: 'Imported' },
    202: { description: 'The import goes on, or waits for a choice' },
  },
};
const uploads = {
  post: { operationId: 'traces.upload', ...upload },
  put: { operationId: 'traces.uploadPut', ...upload },
};

const download = (operationId: string, summary: string, parameters: object[]) => ({
  get: { operationId, summary, parameters, responses: { 200: { description: 'OK' } } },
});
const downloads = {
  '/traces/{id}/export': download('traces.export', 'The whole trace as native JSON lines', [
    inPath('id'),
  ]),
  '/traces/{id}/events': download(
    'traces.events',
    'Events that a query keeps, in order, as fast as they are taken: NDJSON, or one JSON document',
    [
      inPath('id'),
      inQuery('q', 'A query, as the bar of a trace takes it: kind:tool-call is:error'),
      inQuery('filter', "Bernstein's --filter: key=regex pairs with commas between them"),
      inQuery('event_type', "Bernstein's --event-type: exactly this"),
      inQuery('agent', "Bernstein's --agent: a part of the agent's id"),
      inQuery('search', "Bernstein's --search: a part of the event's JSON"),
      inQuery('limit', 'The first so many; 0: none; negative: all but the last so many'),
      inQuery('from', 'First event, inclusive'),
      inQuery('to', 'Last event, inclusive'),
      inQuery('after', 'Only events after this one: the last of the page before'),
      inQuery('since', 'Began at or after: ISO 8601 (UTC without a zone) or epoch milliseconds'),
      inQuery('until', 'Began at or before, inclusive: 2026-05-09 is all of that day'),
      inQuery('x', 'Events that is:excluded means: 12,15-18'),
      inQuery('messages', '1: with the messages of each event'),
      inQuery('side', 'after (default): messages it added; before: messages it was newly sent'),
      inQuery('format', 'ndjson (default, or by Accept) or json: {trace, events, matched, total}'),
    ],
  ),
  '/traces/{id}/audit': download('traces.audit', 'Every write and delete of state, in order', [
    inPath('id'),
    inQuery('mode', 'default, or statehouse: as its Replay streams, which needs agent'),
    inQuery('format', 'ndjson (default) or json; text in mode statehouse'),
    inQuery(
      'namespace',
      'Only this namespace; in mode statehouse "default" where it is not given, empty for keys without one',
    ),
    inQuery('agent', 'Only keys of this agent'),
    inQuery('key', 'Only this key'),
    inQuery('start', 'First event, inclusive; in mode statehouse the first commit counter'),
    inQuery('end', 'Last event, inclusive; in mode statehouse the last commit counter'),
    inQuery(
      'limit',
      'Ends after the event with which so many lines are reached; in mode statehouse so many transactions, of text operations',
    ),
    inQuery('short', '1: values beyond 20,000 characters are left out, with their size'),
    inQuery('verbose', '1: text as statehousectl replay --verbose prints it'),
  ]),
  '/traces/{id}/receipt': {
    ...download(
      'traces.receipt',
      'A bundle of what the run left behind, the same bytes every time',
      [
        inPath('id'),
        inQuery('previous', 'The run that came before; otherwise the one that a branch began from'),
        inQuery('model', 'Model that the prepared request names; otherwise the recorded one'),
      ],
    ),
    post: {
      operationId: 'traces.verifyReceipt',
      summary: 'What differs between a receipt and what the trace gives now',
      parameters: [inPath('id'), inQuery('previous', 'As it was when the receipt was made')],
      requestBody: { required: true, content: { 'application/zip': {} } },
      responses: { 200: { description: 'A verdict for each file' } },
    },
  },
  '/traces/{id}/original': download('traces.original', 'The uploaded bytes', [inPath('id')]),
  '/traces/{id}/records': download('traces.record', 'The raw text of a record, at most 1 MB', [
    inPath('id'),
    inQuery('file', 'Number of the file in the upload'),
    inQuery('start', 'First byte'),
    inQuery('end', 'Byte after the last'),
  ]),
  '/traces/{id}/blobs/{sha256}': download('traces.blob', 'A body kept beside the trace', [
    inPath('id'),
    inPath('sha256'),
  ]),
  '/s/{token}/{side}/blobs/{sha256}': download('shared.blob', 'A body that a share shows', [
    inPath('token'),
    inPath('side'),
    inPath('sha256'),
  ]),
};
