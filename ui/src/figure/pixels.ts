// Rounds pixels for paths: a tenth is finer than the eye sees, and more digits only make paths longer.

export function tenth(px: number): number {
  return Math.round(px * 10) / 10;
}
