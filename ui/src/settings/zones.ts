// The time zones to choose from, by area, and their names as one reads them.

import { zoneWords } from "../words/times";

interface Area {
  area: string;
  zones: string[];
}

/** Those that the page knows, and `chosen` even where it does not. In the order of their names. */
export function zonesByArea(chosen: string | null): Area[] {
  const known = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);
  if (chosen !== null) known.add(chosen);
  const areas = new Map<string, string[]>();
  for (const zone of [...known].toSorted()) {
    const area = zone.includes("/") ? zoneWords(zone.slice(0, zone.indexOf("/"))) : "Others";
    areas.set(area, [...(areas.get(area) ?? []), zone]);
  }
  return [...areas].map(([area, zones]) => ({ area, zones }));
}
