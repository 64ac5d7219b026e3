import { cost, counted, exactNumber } from '@/lib/view/format-number';
import { stepTokens } from './run-cost';

/** How many branches it makes and what they cost at most, before anything is sent. */
export function PlanWords({
  costs,
  repeats,
}: {
  /** About what a run costs at most, by column; null where that is not known. */
  costs: readonly (number | null)[];
  repeats: number;
}) {
  const known = costs.filter((one) => one !== null);
  const sum = known.reduce((total, one) => total + one, 0) * repeats;
  const open = (costs.length - known.length) * repeats;
  return (
    <p className="text-12 text-text-2">
      <span className="font-medium text-text-1">
        {counted(costs.length * repeats, 'branch', 'branches')}
      </span>
      ,{' '}
      <span
        title={`As if every run took all the steps it may and each step added ${exactNumber(stepTokens)} tokens, by public prices`}
      >
        about {known.length === 0 ? cost(null) : cost(sum)} at most
      </span>
      {open > 0 && `; the price of ${counted(open, 'run')} is not known`}.
    </p>
  );
}
