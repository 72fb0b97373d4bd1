// How the listener's system writes numbers and short dates. The words are English everywhere; only their digits and their
// order follow the system, so that 12.345 and 03/12/2019 mean what the listener takes them for.

/** A locale that the web view knows. */
const locale = known(navigator.language) ?? "en-GB";

/** Formats with Latin digits, the only ones in every font here. */
export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { ...options, numberingSystem: "latn" });
}

/** Short dates have the month first, then the day, then the year: `3/12/2019` is in March. */
export const monthFirst =
  new Intl.DateTimeFormat(locale, { calendar: "gregory" })
    .formatToParts(0)
    .flatMap(({ type }) => (type === "literal" ? [] : [type]))
    .join() === "month,day,year";

function known(name: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(name)[0];
  } catch {
    return undefined;
  }
}
