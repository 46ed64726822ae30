/** A decimal of two places as whole cents; null when it is none. */
export function cents(decimal: unknown): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(decimal ?? ""));
  if (!match) return null;
  const [, sign, whole = "0", fraction = ""] = match;
  const value = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
  return sign ? -value : value;
}

/** Cents as a decimal of two places. */
export function decimal(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(3, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of decimals of two places; what is none counts nothing. */
export function sum(decimals: readonly unknown[]): string {
  return decimal(decimals.reduce<bigint>((total, each) => total + (cents(each) ?? 0n), 0n));
}
