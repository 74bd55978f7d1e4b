/** The mark: a bench with a prompt on it. Decoration beside the name. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className="brand-mark">
      <rect width="20" height="20" rx="5" fill="var(--accent-strong)" />
      <path d="M4 11.5h12M6 11.5V16M14 11.5V16" stroke="#fff" strokeWidth="1.6" strokeLinecap="round" fill="none" />
      <path d="M5.5 4.5 8 6.6 5.5 8.7M9.5 8.7h4" stroke="#fff" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" fill="none" />
    </svg>
  );
}
