import { expect, it } from "vitest";
import { began, ended, explained, exported, ofAccount, recorded, row } from "../testing/why";
import { axisOf, fileOf, otherName, rowsTitle, stampWords, whyOne } from "./onePlay";

const zone = "Europe/Berlin";
const three = explained(exported, ofAccount, recorded);
const axis = (play = three) => axisOf(play, play.rows, zone);
const right = ({ left, width }: { left: number; width: number }) => left + width;

it("the row that counts is as long as the play, and ends at its stamp", () => {
  const { play, marks } = axis();
  expect(marks[0]?.heard).toEqual(play);
  expect(marks[0]?.at).toBeCloseTo(right(play));
});

it("account data has a minute and no moment", () => {
  const { play, marks } = axis();
  const minute = marks[1]?.minute;
  expect(marks[1]?.at).toBeNull();
  expect(minute?.width).toBeCloseTo((60 / 222) * play.width);
  // It ended at 22:17:47, so within the minute 22:17.
  expect(minute && minute.left < right(play) && right(minute) > right(play)).toBe(true);
});

it("a recording that tells the begin knows nothing up to the end, and the other way round", () => {
  const { play, marks } = axis();
  expect(marks[2]?.at).toBeCloseTo(play.left);
  expect(marks[2]?.unknown?.left).toBeCloseTo(play.left);
  expect(marks[2]?.unknown?.width).toBeCloseTo(play.width);
  const late = axis(explained(exported, row("recorded", ended, "recordedInExtended")));
  expect(late.marks[1]?.at).toBeCloseTo(right(late.play));
  expect(late.marks[1]?.unknown?.left).toBeCloseTo(late.play.left);
});

it("another row of an export is as long as it says", () => {
  const { play, marks } = axis(explained(exported, row("extendedHistory", ended + 111, "double")));
  expect(marks[1]?.heard?.width).toBeCloseTo(play.width);
  expect(marks[1]?.heard?.left).toBeCloseTo(play.left + play.width / 2);
});

it("the axis is labelled in whole minutes, by the listener's clock, and never crowded", () => {
  expect(axis().ticks.map(({ text }) => text)).toEqual(["22:14", "22:16", "22:18"]);
  const short = { ...explained(row("extendedHistory", began + 20)), msPlayed: 20_000 };
  expect(axis(short).ticks.map(({ text }) => text)).toEqual(["22:14:10", "22:14:20"]);
  const days = axis(explained(exported, row("recorded", ended + 9 * 86_400, "movedStamp")));
  expect(days.ticks.length).toBeGreaterThan(0);
  expect(days.ticks.length).toBeLessThan(6);
});

it("everything lies on the axis, even where nothing took any time", () => {
  const none = { ...explained(row("recorded", began)), msPlayed: 0 };
  for (const { play, marks } of [axis(), axis(none)]) {
    const stretches = [
      play,
      ...marks.flatMap(({ heard, minute, unknown }) => [heard, minute, unknown]),
    ];
    for (const each of stretches) {
      if (!each) continue;
      expect(each.left).toBeGreaterThanOrEqual(0);
      expect(right(each)).toBeLessThanOrEqual(100);
    }
  }
});

it("says the times as exactly as they are told", () => {
  expect(stampWords(recorded, three, zone)).toBe("start 22:14:05");
  expect(stampWords(ofAccount, three, zone)).toBe("end 22:17");
  expect(stampWords(exported, three, zone)).toBe("end 22:17:47");
  const later = row("recorded", ended + 86_400, "movedStamp");
  expect(stampWords(later, three, zone)).toBe("end 12 June 2021, 22:17:47");
});

it("counts the rows in words, and gives each rule once", () => {
  expect(rowsTitle(three)).toBe("One play, three rows");
  expect(rowsTitle(explained(exported))).toBe("One play, one row");
  expect(rowsTitle(explained(...Array.from({ length: 12 }, () => exported)))).toBe(
    "One play, 12 rows",
  );
  expect(whyOne(explained(exported))).toBe("One row tells of it.");
  expect(whyOne(explained(exported, ofAccount, ofAccount))).toBe(
    "Account data tells of it, and so does the extended history.",
  );
  expect(whyOne(three)).toMatch(/^Account data .* history\. It was recorded, and .* as well\.$/);
});

it("names the file that tells it, and none for what was recorded here", () => {
  expect(fileOf(exported)).toBe("extendedHistory.zip");
  expect(fileOf(recorded)).toBe("");
  const brought = { ...recorded, told: { ...recorded.told, source: "other.db" } };
  expect(fileOf(brought)).toBe("other.db");
});

it("says what a row calls it only where that differs", () => {
  const { told } = ofAccount;
  const renamed = { ...ofAccount, told: { ...told, play: { ...told.play, name: "Room (Live)" } } };
  expect(otherName(ofAccount, three)).toBeNull();
  expect(otherName(renamed, three)).toBe("Room (Live), Mirador Septet");
});
