/** How much of an upload is taken, in bytes and in numbers. */
export interface ImportLimits {
  /** Bytes of one upload as it comes. */
  uploadBytes: number;
  /** Bytes of all files in it, decompressed. */
  decodedBytes: number;
  /** Files in one upload, those in archives included. */
  files: number;
  /** Decompressed bytes per compressed one, where there are more than `ratioFrom` of them. */
  ratio: number;
  ratioFrom: number;
}

/** Text compresses 5 to 30 times, repeating logs up to 100 times; a bomb 1,000 times. */
export const importLimits = (uploadBytes: number): ImportLimits => ({
  uploadBytes,
  decodedBytes: Math.max(uploadBytes * 2, 1 << 30),
  files: 10_000,
  ratio: 250,
  ratioFrom: 32 << 20,
});

export function spokenBytes(bytes: number): string {
  const units: [number, string][] = [
    [1 << 30, 'GB'],
    [1 << 20, 'MB'],
    [1 << 10, 'KB'],
  ];
  const unit = units.find(([size]) => bytes >= size);
  return unit ? `${Math.round((bytes / unit[0]) * 10) / 10} ${unit[1]}` : `${bytes} bytes`;
}
