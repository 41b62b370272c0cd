const firstMs = 1_000;
const longestMs = 15 * 60_000;

/**
 * How long to wait after so many attempts, in milliseconds: twice as long each time, a second at first and a quarter of an
 * hour at most, and up to half of it less by chance, so that mails that failed together do not come back together.
 */
export function pauseAfter(attempts: number, chance: number = Math.random()): number {
  const whole = Math.min(firstMs * 2 ** Math.max(0, attempts - 1), longestMs);
  return Math.round(whole * (1 - chance / 2));
}
