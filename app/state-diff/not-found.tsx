import { NoDiff } from '@/components/diff/no-diff';

export default function NotFound() {
  return (
    <NoDiff title="One of the two traces is not here">
      It may have been deleted. Open the list of traces to find it.
    </NoDiff>
  );
}
