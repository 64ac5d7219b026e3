'use client';

import {
  Diff,
  Download,
  FileJson,
  Fingerprint,
  GitCompare,
  Keyboard,
  MoreHorizontal,
  Pencil,
  Receipt,
  RefreshCw,
  RotateCcw,
  Settings,
  Trash2,
} from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { client } from '@/components/data/api-client';
import { buttonClasses } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu';
import { useShortcutHelp } from '@/components/ui/shortcuts';
import { ThemeChoice } from '@/components/ui/theme-choice';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { diffLink, stateDiffLink } from '@/lib/view/links';
import { RenameDialog } from './rename-dialog';
import { ReportDialog } from './report-dialog';
import { RereadDialog } from './reread-dialog';

type Open = 'rename' | 'rerun' | 'report' | 'reread' | 'receipt' | 'fingerprint' | null;

// Few who read a trace do one of these.
const FingerprintDialog = dynamic(
  () =>
    import('@/components/fingerprint/fingerprint-dialog').then((file) => file.FingerprintDialog),
  { ssr: false },
);
const ReceiptDialog = dynamic(
  () => import('@/components/receipt/receipt-dialog').then((file) => file.ReceiptDialog),
  { ssr: false },
);
const RerunDialog = dynamic(
  () => import('@/components/rerun/rerun-dialog').then((file) => file.RerunDialog),
  { ssr: false },
);

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** What can be done with a trace as a whole. */
export function TraceActions({
  detail,
  children,
}: {
  detail: TraceDetail;
  children?: React.ReactNode;
}) {
  const router = useRouter();
  const openHelp = useShortcutHelp();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const path = `/api/traces/${detail.id}`;
  return (
    <>
      {detail.parentId && (
        <Link href={diffLink(detail.parentId, detail.id)} className={buttonClasses()}>
          <GitCompare {...glyph} />
          Diff with parent
        </Link>
      )}
      {children}
      <Menu trigger={<IconButton label="More" glyph={<MoreHorizontal {...glyph} />} />}>
        <MenuItem glyph={<RotateCcw {...glyph} />} onSelect={() => setOpen('rerun')}>
          Re-run the task
        </MenuItem>
        <MenuItem glyph={<Pencil {...glyph} />} onSelect={() => setOpen('rename')}>
          Rename
        </MenuItem>
        <MenuItem glyph={<FileJson {...glyph} />} onSelect={() => setOpen('report')}>
          Import report
        </MenuItem>
        {detail.upload && (
          <>
            <MenuItem glyph={<RefreshCw {...glyph} />} onSelect={() => setOpen('reread')}>
              Re-read or change format
            </MenuItem>
            <MenuItem glyph={<Download {...glyph} />} onSelect={() => download(`${path}/original`)}>
              Download the original
            </MenuItem>
          </>
        )}
        <MenuItem glyph={<Download {...glyph} />} onSelect={() => download(`${path}/export`)}>
          Export
        </MenuItem>
        <MenuItem
          glyph={<Diff {...glyph} />}
          onSelect={() => router.push(stateDiffLink(detail.id, detail.id, { aSeq: 0 }))}
        >
          What changed between two moments
        </MenuItem>
        <MenuItem glyph={<Fingerprint {...glyph} />} onSelect={() => setOpen('fingerprint')}>
          Fingerprint
        </MenuItem>
        <MenuItem glyph={<Receipt {...glyph} />} onSelect={() => setOpen('receipt')}>
          Receipt
        </MenuItem>
        <MenuLine />
        <MenuItem
          glyph={<Settings {...glyph} />}
          onSelect={() => router.push('/settings/endpoints')}
        >
          Settings
        </MenuItem>
        <MenuItem glyph={<Keyboard {...glyph} />} keys="?" onSelect={openHelp}>
          Keys
        </MenuItem>
        <ThemeChoice />
        <MenuLine />
        <MenuItem
          danger
          glyph={<Trash2 {...glyph} />}
          onSelect={async () => {
            await client.traces.remove({ id: detail.id });
            router.push(`/?deleted=${detail.id}`);
          }}
        >
          Delete
        </MenuItem>
      </Menu>
      {open === 'rerun' && <RerunDialog traceId={detail.id} onClose={close} />}
      <RenameDialog detail={detail} open={open === 'rename'} onClose={close} />
      <ReportDialog detail={detail} open={open === 'report'} onClose={close} />
      {open === 'fingerprint' && (
        <FingerprintDialog id={detail.id} events={detail.totals.events} open onClose={close} />
      )}
      {open === 'receipt' && <ReceiptDialog detail={detail} open onClose={close} />}
      <RereadDialog detail={detail} open={open === 'reread'} onClose={close} />
    </>
  );
}

/** The browser saves what the server names an attachment and stays on the page. */
const download = (path: string): void => window.location.assign(path);
