/** A download under a name from a trace: what no header or file system bears is replaced (RFC 6266). */
export function contentDisposition(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const safe = last.replace(/[\p{Cc}\p{Cf}\p{Surrogate}"<>:|?*]/gu, '_').slice(0, 150);
  const shown = safe === '' || safe.startsWith('.') ? `download${safe}` : safe;
  const ascii = shown.replace(/[^\x20-\x7e]|[%;\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(shown).replace(/['()]/g, escape_)}`;
}

const escape_ = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
