// Countries by name. Pure: names come with the web view.

const names = new Intl.DisplayNames("en-GB", { type: "region" });

/** What two letters of ISO 3166 stand for; the letters themselves where nobody knows. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}
