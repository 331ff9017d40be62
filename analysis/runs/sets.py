"""Named sets of parameters in a YAML file: one run each, in a folder of its own name.

    post:                      # the set's name
      outlets: [Post]          # a parameter of the notebooks: a value, or a list
      top: 40
    everything:                # a set that takes the defaults

All values are read as text and get the type that the notebook declares, so that 007 stays "007", no stays "no" and
2025-06-01 stays what was written: YAML itself would make a number, a truth value and a date of them.
"""

import re
from pathlib import Path

import yaml

from .parameters import ParameterError

_NAME = re.compile(r"[^\W_][\w.+-]{0,99}")
_RUN = re.compile(r"\d{4}-\d\d-\d\dT")  # how the folder of a run begins


class _Loader(yaml.BaseLoader):
    """Texts, lists and mappings, nothing else; a key that stands twice is an error, where YAML keeps the last."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key, (place, _) in zip(keys, node.value, strict=True):
            if not isinstance(key, str) or keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} is not allowed here, or stands twice",
                                                        place.start_mark)
        return super().construct_mapping(node, deep)


def load(path: str | Path) -> dict[str, dict[str, str | list[str]]]:
    """The sets by name, in the order of the file, each with its parameters as texts or lists of texts.

    Raises ParameterError for a file that cannot be read, is no YAML, or holds something else, and for a name that
    would not be a folder inside the output folder.
    """
    try:
        with open(path, encoding="utf-8") as file:
            found = yaml.load(file, Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ParameterError(f"sets={str(path)!r} cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict) or not found:
        raise ParameterError(f"sets={str(path)!r}: it holds no sets; write a name, a colon, and below it parameters")
    lowered = [name.casefold() for name in found]
    for name in found:
        if not _NAME.fullmatch(name) or name == "latest" or _RUN.match(name) or lowered.count(name.casefold()) > 1:
            raise ParameterError(f"sets={str(path)!r}: {name!r} cannot name a folder of its own; use letters, digits, "
                                 "'-', '_', '+' and '.', a letter or digit first, each name once, not 'latest'")
    return {name: _parameters(path, name, values) for name, values in found.items()}


def _parameters(path: str | Path, name: str, values: object) -> dict[str, str | list[str]]:
    values = {} if values == "" else values
    if not isinstance(values, dict):
        raise ParameterError(f"sets={str(path)!r}: {name} is {values!r}; write parameters below it, as in top: 40")
    for parameter, value in values.items():
        if not (isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))):
            raise ParameterError(f"sets={str(path)!r}: {name}: {parameter} is {value!r}; give a value or a list")
    return values


def folder(out: Path, name: str) -> Path:
    """The folder of a set; ParameterError where a link would lead it out of `out`."""
    place = out / name
    if place.resolve().parent != out.resolve():
        raise ParameterError(f"the set {name!r} would be written to {place.resolve()}, outside {out}; remove that link")
    return place
