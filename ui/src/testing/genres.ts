// Learning the genres of twelve thousand artists, for tests: the question not yet answered, two families, one artist.

import type {
  ArtistGenres,
  GenreBranch,
  GenreServices,
  GenreTree,
  Learning,
} from "../shell/bindings";

export function learning(changes: Partial<Learning> = {}): Learning {
  return {
    consent: "unasked",
    activity: "idle",
    artistsDone: 0,
    artists: 12_000,
    playsPermille: 0,
    withGenrePermille: 0,
    left: 12_000,
    secsLeft: 1_200,
    trouble: null,
    tokenRefused: false,
    example: { artist: "Mirador Septet", title: "Half a Ferry" },
    ...changes,
  };
}

export function underWay(changes: Partial<Learning> = {}): Learning {
  return learning({
    consent: "given",
    activity: "running",
    artistsDone: 340,
    playsPermille: 710,
    withGenrePermille: 640,
    left: 11_660,
    ...changes,
  });
}

const branch = (name: string, depth: number, amount: number, artists = 9): GenreBranch => ({
  key: `tonearm:genre:${name}`,
  name,
  depth,
  amount,
  artists,
});

export const jazz = "tonearm:family:jazz";
export const modalJazz = "tonearm:genre:modal jazz";

export function genreTree(changes: Partial<GenreTree> = {}): GenreTree {
  return {
    whole: 202_508,
    withGenre: 143_781,
    families: [
      {
        key: jazz,
        name: "jazz",
        amount: 44_572,
        artists: 412,
        genres: [
          branch("modal jazz", 1, 25_881, 214),
          branch("spiritual jazz", 2, 5_751, 61),
          branch("hard bop", 1, 10_065, 88),
          branch("jazz fusion", 1, 5_751, 73),
          branch("cool jazz", 1, 300),
          branch("swing", 1, 200),
        ],
      },
      {
        key: "tonearm:family:electronic",
        name: "electronic",
        amount: 34_507,
        artists: 530,
        genres: [branch("dub techno", 1, 14_378, 146), branch("ambient", 1, 11_502, 171)],
      },
      { key: null, name: "other genres", amount: 90, artists: 3, genres: [branch("zeuhl", 1, 90)] },
    ],
    ...changes,
  };
}

export const noTree = (changes: Partial<GenreTree> = {}) =>
  genreTree({ withGenre: 0, families: [], ...changes });

export function artistGenres(changes: Partial<ArtistGenres> = {}): ArtistGenres {
  const family = { key: jazz, name: "jazz" };
  return {
    key: "artist:mirador",
    name: "Mirador Septet",
    genres: [
      { name: "chamber jazz", key: "tonearm:genre:chamber jazz", family },
      { name: "modal jazz", key: modalJazz, family },
    ],
    source: "musicBrainz",
    miss: null,
    answeredSecs: Date.parse("2019-11-28T12:00:00Z") / 1000,
    ...changes,
  };
}

export function genreServices(changes: Partial<GenreServices> = {}): GenreServices {
  return {
    musicBrainz: { own: null, host: "musicbrainz.org", today: [] },
    listenBrainz: { own: null, host: "api.listenbrainz.org", today: [] },
    hasToken: false,
    token: null,
    ...changes,
  };
}
