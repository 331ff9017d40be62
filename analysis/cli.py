"""The `broadsheet` command.

    broadsheet run [--articles PATH] [--out runs] [--only NAME ...] [-p NAME VALUE ...] [--sets FILE] ...
    broadsheet compare A B [--out FOLDER]

Exit status of `run`: 0 the report is there, or nothing is new; 1 a notebook failed; 2 a parameter is wrong or there is
nothing to analyse; 3 a time limit was reached; 4 another run is at work in the folder; 128 + n stopped by signal n.
"""

import argparse
import sys

from .runs import Limits, ParameterError, stop
from .runs.schedule import Hooks, Voice, scheduled

EXITS = ("Exit status: 0 done, or nothing new; 1 a notebook failed; 2 a wrong parameter or no articles; 3 a time "
         "limit; 4 another run is at work in the folder; 130, 143 stopped by Ctrl-C, SIGTERM.")


def main(arguments: list[str] | None = None) -> int:
    """Run the command with `arguments` (default: the command line's) and return its exit status."""
    asked = _parser().parse_args(arguments)
    try:
        with stop.heard():
            return asked.act(asked)
    except stop.Stopped as error:
        print(f"broadsheet: {error}; nothing half made is left", file=sys.stderr)
        return 128 + error.number
    except ParameterError as error:
        print(f"broadsheet: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="broadsheet", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands)
    _add_compare(commands)
    return parser


def _add_run(commands) -> None:
    text = "execute the notebooks on a collection of articles and make a report"
    one = commands.add_parser("run", help=text, description=f"{text[0].upper()}{text[1:]}.", epilog=EXITS)
    one.set_defaults(act=_run)
    add = one.add_argument
    add("--articles", metavar="PATH", help="file, folder or glob (default: the specimen, data/articles)")
    add("--out", metavar="FOLDER", default="runs", help="where runs are kept (default: runs)")
    add("--only", metavar="NAME", nargs="+", default=[], help="only these notebooks, e.g. 2-terms")
    add("--store", metavar="FOLDER", help="a folder or URL that keeps what was computed, so that the next run computes "
        "what is new (default: in the user's cache)")
    add("--cluster", metavar="ADDRESS", help="a Dask scheduler, as tcp://host:8786, or auto (default: this machine's "
        "cores)")
    add("-p", metavar=("NAME", "VALUE"), nargs=2, action="append", default=[],
        help="a parameter of the notebooks, as in -p start 2025-06-01; may be repeated")
    add("--sets", metavar="FILE", help="a YAML file of named sets of parameters: one run each, in a folder of its own "
        "below --out; -p holds for each set that does not say otherwise")
    add("--force", action="store_true", help="run also where input, parameters and code are those of the last run")
    add("--previous", metavar="RUN", default="auto", help="the run to compare with: a folder, none, or auto for the "
        "last good one in --out (default)")
    default = Limits()
    add("--cell-seconds", metavar="S", type=float, default=default.cell_seconds, help="the longest that one cell may "
        f"run (default: {default.cell_seconds})")
    add("--run-seconds", metavar="S", type=float, default=default.run_seconds, help="the longest that all notebooks "
        f"together may run (default: {default.run_seconds})")
    add("--retries", metavar="N", type=int, default=default.retries, help="how often a notebook is begun again when "
        f"its kernel died (default: {default.retries})")
    add("--keep", metavar="N", type=int, help="keep the N newest good runs, remove older ones (default: keep all)")
    add("--on-failure", metavar="COMMAND", default="", help="call this when a run failed; the summary is in "
        "$BROADSHEET_SUMMARY, all of it as JSON on standard input")
    add("--on-change", metavar="COMMAND", default="", help="call this when a run's tables differ from the last ones")
    add("--quiet", action="store_true", help="no progress on standard error; the line at the end stays")


def _run(asked: argparse.Namespace) -> int:
    names = [name for name, _ in asked.p]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ParameterError(f"-p {twice[0]} is given more than once; give each parameter one value")
    named = {name: getattr(asked, name) for name in ("articles", "store", "cluster") if getattr(asked, name)}
    voice = Voice(_quiet if asked.quiet else _aloud, lambda line: print(line, flush=True),
                  lambda line: _aloud(f"broadsheet: {line}"))
    return scheduled(
        out=asked.out, parameters=dict(asked.p) | named, only=asked.only, file=asked.sets, previous=asked.previous,
        force=asked.force, keep=asked.keep, limits=Limits(asked.cell_seconds, asked.run_seconds, asked.retries),
        commands=Hooks(asked.on_failure, asked.on_change), voice=voice)


def _aloud(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _quiet(line: str) -> None:
    pass


def _add_compare(commands) -> None:
    text = "tell what changed from one run to another"
    told = f"{text[0].upper()}{text[1:]}, with how sure that is."
    one = commands.add_parser("compare", help=text, description=told,
                              epilog="Exit status: 0 compared, or the same run twice; 1 the same input, parameters "
                              "and code gave other tables, which are then shown cell by cell; 2 a folder is no run "
                              "that can be compared, is damaged, or --out cannot be written.")
    one.set_defaults(act=_compare)
    one.add_argument("before", metavar="A", help="the folder of the earlier run")
    one.add_argument("now", metavar="B", help="the folder of the later run, as runs/latest")
    one.add_argument("--out", metavar="FOLDER", default="", help="keep the tables here, as CSV and Parquet")


def _compare(asked: argparse.Namespace) -> int:
    from .runs.changes import command  # slow to import, and a run does not need it
    return command(asked.before, asked.now, out=asked.out)


if __name__ == "__main__":
    sys.exit(main())
