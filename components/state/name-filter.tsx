import { Select } from '@/components/ui/field';

/** One of several names, or all; nothing where there is no choice. */
export function NameFilter({
  label,
  names,
  value,
  onChange,
}: {
  label: string;
  names: readonly string[];
  value: string | undefined;
  onChange: (name: string | undefined) => void;
}) {
  if (names.length < 2) return null;
  const chosen = value === undefined ? -1 : names.indexOf(value);
  return (
    <Select
      aria-label={label}
      className="h-6! w-auto! max-w-36 text-12!"
      // By place: a name may be empty text, which is what a select has for nothing.
      value={chosen}
      onChange={(event) => onChange(names[Number(event.target.value)])}
    >
      <option value={-1}>All {label.toLowerCase()}s</option>
      {names.map((name, at) => (
        <option key={name} value={at}>
          {name === '' ? 'none' : name}
        </option>
      ))}
    </Select>
  );
}
