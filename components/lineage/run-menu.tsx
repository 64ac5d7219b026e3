import {
  Archive,
  ArchiveRestore,
  Ellipsis,
  GitCompare,
  Link2,
  Pencil,
  Pin,
  PinOff,
  SquareArrowOutUpRight,
  Trash2,
} from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { TreeActions } from './tree-actions';
import type { TreeRow } from './visible-tree';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** All that can be done with one run of a lineage. */
export function RunMenu({
  row,
  actions,
  reachable,
}: {
  row: TreeRow;
  actions: TreeActions;
  /** By Tab: in a tree only from the run that is selected. */
  reachable: boolean;
}) {
  const { node, parent } = row;
  const { marked, root } = actions;
  const isRoot = root === null || root.id === node.id;
  return (
    <Menu
      trigger={
        <IconButton
          label={`More for ${node.name}`}
          tabIndex={reachable ? 0 : -1}
          glyph={<Ellipsis {...glyph} />}
        />
      }
    >
      <MenuItem
        keys="Enter"
        glyph={<SquareArrowOutUpRight {...glyph} />}
        onSelect={() => actions.open(node)}
      >
        Open
      </MenuItem>
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
      <MenuItem glyph={<Link2 {...glyph} />} onSelect={() => actions.share(node)}>
        {isRoot ? 'Share this lineage' : row.branches > 0 ? 'Share this subtree' : 'Share this run'}
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
