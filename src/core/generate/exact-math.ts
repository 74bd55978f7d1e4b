/**
 * Logarithm and exponential from the four basic operations alone. Those are exact to the last bit everywhere
 * (IEEE 754), while Math.log, Math.exp and Math.pow may differ between runtimes and so between machines.
 */

const LN2 = 0.6931471805599453;
/** The terms after these are below the last bit. */
const LN_TERMS = 20;
const EXP_TERMS = 20;

/** Natural logarithm. @param x above 0 */
export function ln(x: number): number {
  let mantissa = x;
  let halvings = 0;
  for (; mantissa >= 2; halvings += 1) mantissa /= 2;
  for (; mantissa < 1; halvings -= 1) mantissa *= 2;
  // ln m = 2 artanh((m - 1) / (m + 1)), with the argument at most a third.
  const t = (mantissa - 1) / (mantissa + 1);
  const square = t * t;
  let sum = 0;
  for (let term = LN_TERMS; term >= 0; term -= 1) sum = sum * square + 1 / (2 * term + 1);
  return 2 * t * sum + halvings * LN2;
}

/** e to the power of x. @param x from -700 to 700 */
export function exp(x: number): number {
  const doublings = Math.round(x / LN2);
  const rest = x - doublings * LN2;
  let sum = 1;
  for (let term = EXP_TERMS; term >= 1; term -= 1) sum = 1 + (rest / term) * sum;
  for (let count = doublings; count > 0; count -= 1) sum *= 2;
  for (let count = doublings; count < 0; count += 1) sum /= 2;
  return sum;
}
