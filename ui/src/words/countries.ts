// Countries by name. The names come with the web view.

const names = new Intl.DisplayNames("en-GB", { type: "region" });

/** The country of a two-letter ISO 3166 code; the code itself where it is not known. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}
