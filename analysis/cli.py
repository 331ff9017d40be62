"""The `broadsheet` command.

    broadsheet run [--articles PATH] [--out runs] [--only NAME ...] [-p NAME VALUE ...]
                   [--store FOLDER] [--cluster ADDRESS]

Exit status: 0 the run succeeded, 1 a notebook failed, 2 a parameter is wrong or there is nothing to analyse.
"""

import argparse
import sys

from .runs import run


def main(arguments: list[str] | None = None) -> int:
    """Run the command with `arguments` (default: the command line's) and return its exit status."""
    asked = _parser().parse_args(arguments)
    try:
        named = {name: getattr(asked, name) for name in ("store", "cluster") if getattr(asked, name)}
        result = run(asked.articles, out=asked.out, only=asked.only, parameters=dict(asked.p) | named)
    except ValueError as error:
        print(f"broadsheet: {error}", file=sys.stderr)
        return 2
    print(f"{'report' if result.ok else 'FAILED, what there is'}: {result.folder / 'index.html'}")
    return 0 if result.ok else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="broadsheet", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("run", help="execute the notebooks on a collection of articles and make a report",
                              description="Execute the notebooks on a collection of articles and make a report.",
                              epilog="Exit status: 0 done, 1 a notebook failed, 2 a wrong parameter or no articles.")
    one.add_argument("--articles", metavar="PATH", help="file, folder or glob (default: the specimen, data/articles)")
    one.add_argument("--out", metavar="FOLDER", default="runs", help="where runs are kept (default: runs)")
    one.add_argument("--only", metavar="NAME", nargs="+", default=[], help="only these notebooks, e.g. 2-terms")
    one.add_argument("--store", metavar="FOLDER", help="a folder or URL that keeps what was computed, so that the next "
                     "run computes what is new (default: in the user's cache)")
    one.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler, as tcp://host:8786, or auto (default: "
                     "this machine's cores)")
    one.add_argument("-p", metavar=("NAME", "VALUE"), nargs=2, action="append", default=[],
                     help="a parameter of the notebooks, as in -p start 2025-06-01; may be repeated")
    return parser


if __name__ == "__main__":
    sys.exit(main())
