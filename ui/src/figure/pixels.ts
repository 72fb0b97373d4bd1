// Pixels as a path has them: a tenth is finer than an eye sees, and more digits would only be longer.

export function tenth(px: number): number {
  return Math.round(px * 10) / 10;
}
