/** The last value there was, while the next one is on its way. */
import { useState } from 'react';

export function useLast<T>(value: T | null): T | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}
