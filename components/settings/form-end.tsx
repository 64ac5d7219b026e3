import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

interface FormEndProps {
  /** What is saved: "endpoint". */
  what: string;
  save: { error: Error | null; isPending: boolean };
  onCancel: () => void;
}

/** Why it was not saved, and the two ways out of a form. */
export function FormEnd({ what, save, onCancel }: FormEndProps) {
  return (
    <>
      {save.error && (
        <Callout
          live
          tone="error"
          title={save.error.message}
          kept="What you typed is still here."
          next={hintOf(save.error)}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button size="medium" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="medium" look="primary" type="submit" disabled={save.isPending}>
          {save.isPending ? 'Saving…' : `Save ${what}`}
        </Button>
      </div>
    </>
  );
}
