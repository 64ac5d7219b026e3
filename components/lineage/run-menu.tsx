import {
  Archive,
  ArchiveRestore,
  Ellipsis,
  GitCompare,
  Pencil,
  Pin,
  PinOff,
  Trash2,
} from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { TreeActions } from './tree-actions';
import type { TreeRow } from './visible-tree';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** All that can be done with one run of a lineage. */
export function RunMenu({ row, actions }: { row: TreeRow; actions: TreeActions }) {
  const { node, parent } = row;
  const { marked, root } = actions;
  const isRoot = root === null || root.id === node.id;
  return (
    <Menu trigger={<IconButton label={`More for ${node.name}`} glyph={<Ellipsis {...glyph} />} />}>
      {parent && !parent.deleted && (
        <MenuItem glyph={<GitCompare {...glyph} />} onSelect={() => actions.diff(parent, node)}>
          Diff with parent
        </MenuItem>
      )}
      {!isRoot && !root.deleted && parent?.id !== root.id && (
        <MenuItem glyph={<GitCompare {...glyph} />} onSelect={() => actions.diff(root, node)}>
          Diff with root
        </MenuItem>
      )}
      <MenuItem keys="d" glyph={<GitCompare {...glyph} />} onSelect={() => actions.mark(node)}>
        {marked === null
          ? 'Mark as A for a diff'
          : marked.id === node.id
            ? 'Take the mark off'
            : `Diff with the marked run`}
      </MenuItem>
      <MenuItem keys="F2" glyph={<Pencil {...glyph} />} onSelect={() => actions.rename(node)}>
        Rename
      </MenuItem>
      <MenuItem
        glyph={node.pinned ? <PinOff {...glyph} /> : <Pin {...glyph} />}
        onSelect={() => actions.setMarks({ id: node.id, pinned: !node.pinned })}
      >
        {node.pinned ? 'Unpin' : 'Pin'}
      </MenuItem>
      <MenuItem
        glyph={node.archived ? <ArchiveRestore {...glyph} /> : <Archive {...glyph} />}
        onSelect={() => actions.setMarks({ id: node.id, archived: !node.archived })}
      >
        {node.archived ? 'Take out of the archive' : 'Archive'}
      </MenuItem>
      <MenuItem
        danger
        keys="Delete"
        glyph={<Trash2 {...glyph} />}
        onSelect={() => actions.remove(node)}
      >
        Delete
      </MenuItem>
    </Menu>
  );
}
