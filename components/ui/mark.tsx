/** A line that forks once, in the colour of the text around it. The same drawing as `app/icon.svg`. */
export function Mark({ size = 16 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M4.5 1.5v13M4.5 11c0-3.5 7-2.5 7-6.5v-3" />
    </svg>
  );
}
