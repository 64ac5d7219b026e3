import type { Json } from '@/lib/trace/json';
import { schemaFit } from './schema-fit';

/** Tells once whether a value fits a schema; whoever opened this ends it. */
self.onmessage = ({ data }: MessageEvent<{ schema: Json; value: Json }>) => {
  self.postMessage(schemaFit(data.schema, data.value));
};
