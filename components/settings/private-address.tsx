/** Leave to reach this machine or the network around it; without it such addresses are refused. */
export function PrivateAddress({
  allowed,
  onAllowed,
}: {
  allowed: boolean;
  onAllowed: (allowed: boolean) => void;
}) {
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
          Needed for a server of your own, such as Ollama. Without it such an address is refused.
        </span>
      </span>
    </label>
  );
}
