import fc from 'fast-check';

/**
 * Property tests try the same cases on every run, so that a red run is red for what changed.
 * `RETAKE_SEED=n` tries others; a failure names its seed.
 */
fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: Number(process.env.RETAKE_SEED ?? 20_261_121),
});
