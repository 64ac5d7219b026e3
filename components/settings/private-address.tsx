import { mayBePrivate } from './may-be-private';

/** Leave to reach this machine or the network around it; without it such addresses are refused. */
export function PrivateAddress({
  address,
  allowed,
  refused,
  onAllowed,
}: {
  address: string;
  allowed: boolean;
  /** The server would not take it: the leave may be what is missing. */
  refused: boolean;
  onAllowed: (allowed: boolean) => void;
}) {
  // Leave that was given stays in sight, whatever is typed after it.
  if (!allowed && !refused && !mayBePrivate(address)) return null;
  return (
    <label className="flex items-start gap-2">
      <input
        type="checkbox"
        className="mt-[3px] size-[14px] shrink-0"
        checked={allowed}
        onChange={(event) => onAllowed(event.target.checked)}
      />
      <span>
        Allow an address on this machine or a private network
        <span className="block text-12 text-text-3">
          Needed for a server of your own, such as Ollama, and for a name that leads to one. Without
          it such an address is refused.
        </span>
      </span>
    </label>
  );
}
