import { isObject, type Json, type JsonObject } from '@/lib/trace/json';
import { curlCommand } from '../curl-command';
import { type CodeLanguage, literal } from './literal';

export type CodeApi = 'openai-chat' | 'openai-responses' | 'anthropic' | 'google';

/** A request as it would be sent, without its key. */
export interface CodeRequest {
  api: CodeApi;
  model: string;
  method: string;
  url: string;
  headers: readonly (readonly [string, string])[];
  body: string;
}

/** How the package of a provider is used: what is imported, made and called. */
interface Package {
  /** The variable of the environment that it reads its key from. */
  key: string;
  python: { from: string; client: string; call: string };
  typescript: { from: string; client: string; call: string };
}

const openai = (call: string): Package => ({
  key: 'OPENAI_API_KEY',
  python: {
    from: 'from openai import OpenAI',
    client: 'OpenAI(api_key=os.environ["OPENAI_API_KEY"])',
    call,
  },
  typescript: {
    from: "import OpenAI from 'openai';",
    client: 'new OpenAI({ apiKey: process.env.OPENAI_API_KEY })',
    call,
  },
});

const packages: Record<CodeApi, Package> = {
  'openai-chat': openai('chat.completions.create'),
  'openai-responses': openai('responses.create'),
  anthropic: {
    key: 'ANTHROPIC_API_KEY',
    python: {
      from: 'from anthropic import Anthropic',
      client: 'Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"])',
      call: 'messages.create',
    },
    typescript: {
      from: "import Anthropic from '@anthropic-ai/sdk';",
      client: 'new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY })',
      call: 'messages.create',
    },
  },
  google: {
    key: 'GEMINI_API_KEY',
    python: {
      from: 'from google import genai',
      client: 'genai.Client(api_key=os.environ["GEMINI_API_KEY"])',
      call: 'models.generate_content_stream',
    },
    typescript: {
      from: "import { GoogleGenAI } from '@google/genai';",
      client: 'new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY })',
      call: 'models.generateContentStream',
    },
  },
};

/** The request as a command for a POSIX shell, byte for byte. The key is read from the environment. */
export const requestCurl = (request: CodeRequest): string =>
  curlCommand(request, packages[request.api].key);

/**
 * A program that sends the request through the provider's own package and prints what comes. The key is read from
 * the environment. null where the body is no JSON object.
 */
export function requestProgram(request: CodeRequest, language: CodeLanguage): string | null {
  const body = bodyOf(request.body);
  if (!body) return null;
  const streams = body.stream === true || request.api === 'google';
  const lines =
    language === 'python'
      ? pythonProgram(request, body, streams)
      : typescriptProgram(request, body, streams);
  return `${lines.join('\n')}\n`;
}

function bodyOf(text: string): JsonObject | null {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : null;
  } catch {
    return null;
  }
}

function pythonProgram(request: CodeRequest, body: JsonObject, streams: boolean): string[] {
  const { from, client, call } = packages[request.api].python;
  const text = (value: Json) => literal(value, 'python', '    ');
  const parts = request.api === 'google' ? geminiParts(request, body) : null;
  // A body may hold keys that are no names of the language: it goes in as a mapping.
  const given = parts
    ? Object.entries(parts).map(([name, value]) => `    ${name}=${text(value)},`)
    : [
        `    **${text(body)},`,
        ...switches(request).map((headers) => `    extra_headers=${text(headers)},`),
      ];
  const one =
    request.api === 'google' ? 'print(event.text or "", end="")' : 'print(event.to_json())';
  return [
    ...(given.some((line) => line.includes('json.loads(')) ? ['import json'] : []),
    'import os',
    '',
    from,
    '',
    `client = ${client}`,
    `response = client.${call}(`,
    ...given,
    ')',
    ...(streams ? ['for event in response:', `    ${one}`] : ['print(response.to_json())']),
  ];
}

function typescriptProgram(request: CodeRequest, body: JsonObject, streams: boolean): string[] {
  const { from, client, call } = packages[request.api].typescript;
  const given = [
    ...(request.api === 'google' ? [geminiParts(request, body)] : [body]),
    ...switches(request).map((headers) => ({ headers })),
  ];
  return [
    from,
    '',
    `const client = ${client};`,
    `const response = await client.${call}(${given.map((value) => literal(value, 'typescript')).join(', ')});`,
    streams
      ? 'for await (const event of response) console.log(JSON.stringify(event));'
      : 'console.log(JSON.stringify(response));',
  ];
}

/** The package takes as `config` what the REST body holds as generation settings and beside them. */
function geminiParts({ model }: CodeRequest, body: JsonObject): JsonObject {
  const { contents = [], generationConfig, ...rest } = body;
  const settings = isObject(generationConfig) ? generationConfig : {};
  return { model, contents, config: { ...settings, ...rest } };
}

/** Switches of an API that stand in a header, all in one; every other header the package sends by itself. */
function switches({ api, headers }: CodeRequest): JsonObject[] {
  if (api === 'google') return [];
  const found = headers.filter(([name]) => /^(anthropic|openai)-beta$/i.test(name));
  return found.length > 0 ? [Object.fromEntries(found)] : [];
}
