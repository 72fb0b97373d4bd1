"""The six groupings of a summary, computed by another engine over the same plays.

Takes the engine's name and the folder that the example `explore` wrote: `plays.csv`, and Tonearm's answer in `answer.json`,
which every engine has to agree with. Prints a row of a table. All times are in UTC; rows are in memory, in the order in which
they began. The top eight artists for the last grouping come from the ranking before it.
"""

import json, math, os, sys, time

os.environ["POLARS_MAX_THREADS"] = "2"

COUNTS = 30_000
HOUR, DAY = 3_600_000, 86_400_000
WARM_UP = 3


def sql(hour, day, month, distinct):
    """Queries by name: hours of the week from Monday on, days and months in the form that is quickest for the engine."""
    amount = f"count(*) FILTER (WHERE ms >= {COUNTS}) AS plays, sum(ms) AS heard"
    best = "ORDER BY plays DESC, heard DESC LIMIT 50"
    top = ", ".join("?" * 8)
    return {
        "totals": f"SELECT {amount}, {distinct('track')}, {distinct('artist')}, {distinct(day)} FROM play",
        "tracks": f"SELECT track, {amount} FROM play GROUP BY track {best}",
        "artists": f"SELECT artist, {amount} FROM play GROUP BY artist {best}",
        "clock": f"SELECT {hour} AS hour, {amount} FROM play GROUP BY 1",
        "days": f"SELECT {day} AS day, {amount} FROM play GROUP BY 1",
        "stream": f"SELECT {month} AS month, artist, {amount} FROM play WHERE artist IN ({top}) GROUP BY 1, artist",
        "plain": f"SELECT {amount} FROM play",
    }


class DuckDB:
    runs = 15

    def __init__(self, plays):
        import duckdb

        self.name = f"DuckDB {duckdb.__version__}, 2 threads"
        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 2")
        self.connection.execute(f"""CREATE TABLE play AS
            SELECT began_ms AS began, make_timestamp(began_ms * 1000) AS moment, ms_played::INTEGER AS ms,
                   track::INTEGER AS track, artist::INTEGER AS artist
            FROM read_csv('{plays}', types = {{'began_ms': 'BIGINT'}}) ORDER BY began_ms""")
        # Faster than count(DISTINCT ...).
        distinct = lambda what: f"(SELECT count(*) FROM (SELECT DISTINCT {what} FROM play WHERE ms >= {COUNTS}))"
        hour = "(isodow(moment) - 1) * 24 + hour(moment)"
        self.queries = sql(hour, "moment::DATE", "date_trunc('month', moment)", distinct)

    def run_query(self, name, top):
        return self.connection.execute(self.queries[name], top if name == "stream" else []).fetchall()


class SQLite:
    runs = 3

    def __init__(self, plays):
        import csv, sqlite3

        self.name = f"SQLite {sqlite3.sqlite_version}"
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("CREATE TABLE play (began INTEGER, ms INTEGER, track INTEGER, artist INTEGER)")
        with open(plays, newline="") as file:
            rows = csv.reader(file)
            next(rows)
            self.connection.executemany("INSERT INTO play VALUES (?, ?, ?, ?)", (tuple(map(int, row)) for row in rows))
        # Each ranking can be read from one index alone, in the order of its groups.
        for columns in ["track, ms", "artist, ms", "artist, began, ms"]:
            self.connection.execute(f"CREATE INDEX 'by {columns}' ON play ({columns})")
        self.connection.execute("ANALYZE")
        distinct = lambda what: f"count(DISTINCT CASE WHEN ms >= {COUNTS} THEN {what} END)"
        # 1970 began on a Thursday.
        hour, month = f"(began / {HOUR} + 72) % 168", "strftime('%Y-%m', began / 1000, 'unixepoch')"
        self.queries = sql(hour, f"began / {DAY}", month, distinct)

    def run_query(self, name, top):
        return self.connection.execute(self.queries[name], top if name == "stream" else []).fetchall()


class Polars:
    runs = 15

    def __init__(self, plays):
        import polars as pl

        assert pl.thread_pool_size() == 2
        self.name = f"Polars {pl.__version__}, 2 threads"
        self.pl = pl
        types = {"began_ms": pl.Int64, "ms_played": pl.Int32, "track": pl.Int32, "artist": pl.Int32}
        play = pl.read_csv(plays, schema=types).rename({"began_ms": "began", "ms_played": "ms"})
        play = play.with_columns(moment=pl.col("began").cast(pl.Datetime("ms"))).sort("began").rechunk().lazy()
        counts, began = pl.col("ms") >= COUNTS, pl.col("began")
        amount = [counts.sum().alias("plays"), pl.col("ms").cast(pl.Int64).sum().alias("heard")]
        different = [
            what.filter(counts).n_unique().alias(name)
            for name, what in [("tracks", pl.col("track")), ("artists", pl.col("artist")), ("days", began // DAY)]
        ]
        best = lambda what: play.group_by(what).agg(amount).top_k(50, by=["plays", "heard"])
        self.play, self.amount = play, amount
        self.queries = {
            "totals": play.select(amount + different),
            "tracks": best("track"),
            "artists": best("artist"),
            "clock": play.group_by(hour=(began // HOUR + 72) % 168).agg(amount),
            "days": play.group_by(day=began // DAY).agg(amount),
            "plain": play.select(amount),
        }

    def run_query(self, name, top):
        if name == "stream":
            of_top = self.play.filter(self.pl.col("artist").is_in(top))
            query = of_top.group_by(self.pl.col("moment").dt.truncate("1mo"), "artist").agg(self.amount)
        else:
            query = self.queries[name]
        return query.collect().rows()

    def together(self, top):
        """All six, the first five in one call."""
        five = self.pl.collect_all([self.queries[name] for name in SIX if name != "stream"])
        return [frame.rows() for frame in five], self.run_query("stream", top)


ENGINES = {"duckdb": DuckDB, "polars": Polars, "sqlite": SQLite}
SIX = ["totals", "tracks", "artists", "clock", "days", "stream"]


def percentile(times, percent):
    return sorted(times)[math.ceil(len(times) * percent / 100) - 1]


def shown(times):
    return f"{percentile(times, 50):.1f} / {percentile(times, 95):.1f}"


def agree(answers, expected):
    """Fails unless the engine found what Tonearm found."""
    amounts = lambda rows: sorted(list(row[-2:]) for row in rows)
    clock = [[0, 0] for _ in range(168)]
    for hour, plays, heard in answers["clock"]:
        clock[hour] = [plays, heard]
    days = amounts(answers["days"])
    assert list(answers["totals"][0]) == expected["totals"], (answers["totals"], expected["totals"])
    assert clock == expected["clock"]
    assert [sum(row[0] for row in days), sum(row[1] for row in days)] == expected["totals"][:2]
    for name in ["tracks", "artists"]:
        assert amounts(answers[name]) == sorted(expected[name]), name
    top = sorted(answers["artists"], key=lambda row: row[1:], reverse=True)[:8]
    assert sum(row[2] for row in answers["stream"]) == sum(row[1] for row in top)


def main(engine_name, folder):
    with open(f"{folder}/answer.json") as file:
        expected = json.load(file)
    plays = expected["plays"]
    if engine_name == "tonearm":
        print(f"| {plays} | Tonearm, 1 thread: the summary |" + " |" * 7 + f" {expected['p50_ms']:.1f} / {expected['p95_ms']:.1f} | 1 | |")
        return
    engine = ENGINES[engine_name](f"{folder}/plays.csv")
    top, answers = [], {}
    times, at_once = {name: [] for name in SIX + ["plain"]}, []
    for run in range(WARM_UP + engine.runs):
        for name in times:
            began = time.perf_counter()
            answers[name] = engine.run_query(name, top)
            took = (time.perf_counter() - began) * 1000
            if name == "artists":
                top = [row[0] for row in sorted(answers[name], key=lambda row: row[1:], reverse=True)[:8]]
            if run >= WARM_UP:
                times[name].append(took)
        if run >= WARM_UP and hasattr(engine, "together"):
            began = time.perf_counter()
            engine.together(top)
            at_once.append((time.perf_counter() - began) * 1000)
    agree(answers, expected)
    one_by_one = [sum(run) for run in zip(*(times[name] for name in SIX))]
    six = min(one_by_one, at_once or one_by_one, key=lambda runs: percentile(runs, 50))
    all_six, totals, plain = (percentile(runs, 50) for runs in [six, times["totals"], times["plain"]])
    ratios = " | ".join(f"{took / expected['p50_ms']:.1f}" for took in [all_six, all_six - totals + plain])
    each = " | ".join(shown(times[name]) for name in ["plain"] + SIX)
    print(f"| {plays} | {engine.name} | {each} | {shown(six)} | {ratios} |", flush=True)


main(*sys.argv[1:])
