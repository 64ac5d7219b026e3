import { TraceSourceProvider } from '@/components/data/trace-source';
import { RawPanel } from '@/components/inspector/raw-panel';
import type { LoadedSide } from './diff-side';

/** The records that came with both events, byte for byte. */
export function RawTab({ sides }: { sides: readonly { side: LoadedSide; seq: number }[] }) {
  return (
    <div className={sides.length > 1 ? 'grid grid-cols-1 md:grid-cols-2' : ''}>
      {sides.map(({ side, seq }) => (
        <section
          key={side.letter}
          aria-label={`Raw records of ${side.letter}`}
          className="min-w-0 border-line border-l first:border-l-0"
        >
          <h3 className="px-3 pt-2 text-11 text-text-3">
            {side.letter} #{seq}
          </h3>
          <TraceSourceProvider value={side.source}>
            <RawPanel seq={seq} />
          </TraceSourceProvider>
        </section>
      ))}
    </div>
  );
}
