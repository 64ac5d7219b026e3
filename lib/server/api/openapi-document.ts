import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { bodyContract } from '@/lib/api/body-contract';
import { contract } from '@/lib/api/contract';

/** The HTTP API as an OpenAPI document; uploads and downloads, which stream, are added by hand. */
export async function openApiDocument(): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(
    { ...contract, bodies: bodyContract },
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
