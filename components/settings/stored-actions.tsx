import { Pencil, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface StoredActionsProps {
  name: string;
  editing: boolean;
  onEdit: () => void;
  onDelete: () => void;
}

/** Changing and deleting, of what is stored here. */
export function StoredActions({ name, editing, onEdit, onDelete }: StoredActionsProps) {
  return (
    <>
      <Button
        glyph={<Pencil {...glyph} />}
        aria-label={`Change ${name}`}
        aria-expanded={editing}
        onClick={onEdit}
      >
        Change
      </Button>
      <Button
        look="danger"
        glyph={<Trash2 {...glyph} />}
        aria-label={`Delete ${name}`}
        onClick={onDelete}
      >
        Delete
      </Button>
    </>
  );
}
