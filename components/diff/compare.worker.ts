import { type CompareJob, compareJob } from './compare-job';

/** Answers one comparison; whoever opened this ends it. */
self.onmessage = ({ data }: MessageEvent<CompareJob>) => {
  self.postMessage(compareJob(data));
};
