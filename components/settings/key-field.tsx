import { Field, TextInput } from '@/components/ui/field';

/** Takes a key that is never shown again: empty at first, whatever is stored. */
export function KeyField({
  label,
  hint,
  value,
  onValue,
}: {
  label: string;
  hint: string;
  value: string;
  onValue: (key: string) => void;
}) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <TextInput
          {...control}
          type="password"
          // "off" is ignored by browsers that would offer the password of this page.
          autoComplete="new-password"
          maxLength={2000}
          value={value}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );
}
