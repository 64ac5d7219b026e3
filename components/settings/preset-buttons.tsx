import { Button } from '@/components/ui/button';
import { type EndpointPreset, presets } from './endpoint-presets';

/** Well-known places to begin with. All they set can be changed below. */
export function PresetButtons({ onPreset }: { onPreset: (preset: EndpointPreset) => void }) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="mb-1 font-medium text-12 text-text-2">Start from</legend>
      {presets.map((preset) => (
        <Button key={preset.name} onClick={() => onPreset(preset)}>
          {preset.name}
        </Button>
      ))}
    </fieldset>
  );
}
