import { NoShare } from '@/components/share/no-share';

export default function NotFound() {
  return <NoShare />;
}
