import type { ShareInclude } from '@/lib/api/share-contract';
import { counted } from '@/lib/view/format-number';

/** `Tool results and raw bytes are left out, 3 values are masked.`; null where everything is there. */
export function leftOutWords(
  { reasoning, toolResults, media, raw }: ShareInclude,
  masked: number,
): string | null {
  const missing = [
    ...(reasoning ? [] : ['reasoning']),
    ...(toolResults ? [] : ['tool results']),
    ...(media ? [] : ['attachments']),
    ...(raw ? [] : ['raw bytes']),
  ];
  const last = missing.pop();
  const list = [...(missing.length > 0 ? [missing.join(', ')] : []), ...(last ? [last] : [])];
  const words = [
    ...(list.length > 0 ? [`${list.join(' and ')} left out`] : []),
    ...(masked > 0 ? [`${counted(masked, 'value')} masked`] : []),
  ].join(', ');
  return words === '' ? null : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
