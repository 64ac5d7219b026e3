import { field, isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';
import type { MediaPart, Part } from '@/lib/trace/message';
import type { KeepBlob } from './keep-blob';
import { mediaFromBase64, mediaFromUrl } from './media';

/** `content` of a chat message: text or parts. A part without one of ours becomes an unknown part. */
export function readOpenaiContent(content: Json | undefined, keepBlob: KeepBlob): Part[] {
  if (content === undefined || content === null || content === '') return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  const items = Array.isArray(content) ? content : [content];
  return items.map((item) => {
    if (typeof item === 'string') return { type: 'text', text: item };
    return (isObject(item) && readItem(item, keepBlob)) || { type: 'unknown', value: item };
  });
}

/** `content` of a tool message: its text or value, and its media beside it. */
export function readOpenaiOutput(
  content: Json | undefined,
  keepBlob: KeepBlob,
): { output: Json; media: MediaPart[] } {
  const media: MediaPart[] = [];
  if (!Array.isArray(content)) return { output: content ?? null, media };
  const output = content.map((item) => {
    const part = isObject(item) ? readItem(item, keepBlob) : null;
    if (part?.type !== 'media') return item;
    media.push(part);
    return { type: 'media', mediaType: part.mediaType };
  });
  const [only] = output;
  const text = output.length === 1 && textField(only, 'type') === 'text' && textField(only, 'text');
  return { output: typeof text === 'string' ? text : output, media };
}

function readItem(item: JsonObject, keepBlob: KeepBlob): Part | null {
  switch (textField(item, 'type')) {
    case 'text':
    case 'input_text':
    case 'output_text': {
      const text = textField(item, 'text');
      return text === undefined ? null : { type: 'text', text };
    }
    case 'refusal': {
      const text = textField(item, 'refusal');
      return text === undefined ? null : { type: 'text', text };
    }
    case 'thinking':
      return readThinking(field(item, 'thinking'));
    case 'image_url':
    case 'input_image': {
      const image = field(item, 'image_url');
      const url = typeof image === 'string' ? image : textField(image, 'url');
      return url === undefined ? null : mediaFromUrl(url, 'image/*', keepBlob);
    }
    case 'input_audio': {
      const audio = field(item, 'input_audio');
      const data = textField(audio, 'data');
      const format = textField(audio, 'format') ?? '*';
      return data === undefined ? null : mediaFromBase64(data, `audio/${format}`, keepBlob);
    }
    case 'file':
    case 'input_file':
      return readFile(field(item, 'file') ?? item, keepBlob);
    default:
      return null;
  }
}

/** Mistral writes its thinking as text parts inside a part. */
function readThinking(value: Json | undefined): Part | null {
  if (typeof value === 'string') return { type: 'reasoning', text: value };
  if (!Array.isArray(value)) return null;
  const texts = value.map((item) => textField(item, 'text'));
  return texts.includes(undefined) ? null : { type: 'reasoning', text: texts.join('') };
}

function readFile(file: Json, keepBlob: KeepBlob): Part | null {
  const name = textField(file, 'filename');
  const url =
    textField(file, 'file_data') ?? textField(file, 'file_url') ?? textField(file, 'file_id');
  return url === undefined ? null : mediaFromUrl(url, 'application/*', keepBlob, name);
}
