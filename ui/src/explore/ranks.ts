// Ranks as a listener reads them: what was played equally often has the same rank. Pure.

export interface SharedRank {
  rank: number;
  /** Others have it, too. */
  shared: boolean;
}

/** Of amounts from the most to the least. */
export function sharedRanks(amounts: number[]): SharedRank[] {
  return amounts.map((amount) => {
    const [first, last] = [amounts.indexOf(amount), amounts.lastIndexOf(amount)];
    return { rank: first + 1, shared: last > first };
  });
}

/** `3`, `1=` */
export function rankWords({ rank, shared }: SharedRank): string {
  return shared ? `${rank}=` : String(rank);
}

/** With so few plays of the first, the order of the list says next to nothing. Empty where it says something. */
export function fewPlays(plays: number[]): string {
  const most = Math.max(0, ...plays);
  if (most === 1) return "Nothing was repeated yet.";
  return most === 2 ? "Nothing was played more than twice yet." : "";
}
