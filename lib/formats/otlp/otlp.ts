import type { Confidence, Format } from '../format';
import { elementSpans, memberSpans } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { type OtlpIndex, scanOtlp } from './otlp-index';
import { OtlpReader } from './read-trace';
import { holdsJson, holdsScopes, requestMembers } from './span-records';

/** Values to look at before a file without spans is taken for something else. */
const looked = 20;

/**
 * OpenTelemetry traces as JSON: one request, a list of them, one a line, or one after another. Messages are read
 * in whatever dialect the spans speak (GenAI conventions, OpenInference, OpenLLMetry, AI SDK).
 */
export const otlp: Format<OtlpIndex> = {
  id: 'otlp',
  title: 'OpenTelemetry (OTLP JSON)',
  sniff: ({ files }) => {
    const found = files.filter(holdsJson).map(sniffFile);
    if (!found.includes('certain')) return 'no';
    // Among files of something else it is for that other format to say what the upload is.
    return found.every((word) => word === 'certain') ? 'certain' : 'maybe';
  },
  scan: scanOtlp,
  read(source, index, part, builder) {
    const trace = index.traces.get(part.key);
    if (trace) new OtlpReader(source, trace, builder).read(index);
  },
};

function sniffFile(file: SourceFile): Confidence {
  let count = 0;
  for (const value of file.records()) {
    const elements = file.bytes[value.start] === 0x5b ? elementSpans(file.bytes, value) : [value];
    for (const element of elements) {
      count += 1;
      if (count > looked) return 'no';
      for (const groups of requestMembers(file, element)) {
        if (holdsScopes(file, groups)) return 'certain';
        for (const { key } of memberSpans(file.bytes, element))
          if (key === 'resourceSpans' || key === 'resource_spans') return 'certain';
      }
    }
  }
  return 'no';
}
