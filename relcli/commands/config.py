"""`relcli config`: the settings of all commands, and where each value comes from."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from relcli.cli.answers import planned, sparing, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import OutputOptions
from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError, UsageError
from relcli.escaping import is_text, written_out
from relcli.output.destination import replaced_file
from relcli.output.fields import Fields
from relcli.setting_keys import COLORS, KEYS, PROJECT_FILE, STYLES, TRUST, Key, checked, from_text, known
from relcli.settings_file import as_toml, broken_text_of, parsed, read_settings, text_of, with_key, without_key

SETTINGS = Fields(
    names=("key", "value", "origin", "variable", "project", "purpose"), brief=("key", "value", "origin"), keyed=True
)
"""The columns of `config list`; `project` says whether a project file may set the key."""

Name = Annotated[str, Argument(metavar="KEY", help="The setting; 'relcli config' lists them.", show_default=False)]
Value = Annotated[str, Argument(metavar="VALUE", help="The new value.", show_default=False)]
Folder = Annotated[
    Path | None,
    Argument(
        metavar="[FOLDER]",
        help=f"The folder of the {PROJECT_FILE}; by default the one found from here upwards.",
        show_default=False,
    ),
]
Project = Annotated[
    bool,
    Option(
        "--project",
        help=f"Use the project's {PROJECT_FILE}, found upwards from here, not your own file.",
        show_default=False,
        rich_help_panel="Configuration",
    ),
]


def list_settings(environment: Environment, output: OutputOptions) -> ExitCode:
    """List all settings and where each value comes from.

    The command line comes first, then the variable RELCLI_KEY, then relcli.toml found upwards from the working
    directory, then your own config.toml, then the default. A project's file may set only the keys marked in the column
    'project'.
    """
    plan = planned(environment, output, SETTINGS)
    if plan is None:
        return ExitCode.DONE
    plan = sparing(plan, [file.path for file in environment.settings.files])
    records = [_record(environment, key) for key in KEYS.values()]
    records += [_color_record(name, *found) for name, found in environment.settings.colors.items()]
    return write_listing(environment, plan, SETTINGS.sorted(records, plan.sorting) if plan.sorting else records)


def get_setting(environment: Environment, name: Name) -> ExitCode:
    """Print the present value of a setting."""
    environment.stdout.write(f"{_written(environment.setting(known(name).name))}\n")
    return ExitCode.DONE


def set_setting(environment: Environment, name: Name, value: Value, project: Project = False) -> ExitCode:
    """Change a setting in your own file, or in the project's with --project.

    Other lines of the file, comments and order stay as they are. A relative path is relative to the working directory.
    """
    key, path = known(name), _file(environment, project=project)
    new = from_text(key, value, where=f"'{value}'" if not value.strip() else "")
    if project and not key.project:
        allowed = ", ".join(each.name for each in KEYS.values() if each.project)
        raise UsageError(f"a project file may not set {key.name}", hint=f"it may set {allowed}; leave --project out")
    if key.kind == "folders":
        new = tuple(_path_for(each, path, project=False) for each in new)
    if key.kind in {"file", "folder"}:
        new = _path_for(new, path, project=project)
    _write(path, with_key(text_of(path), key, new, path))
    environment.info(f"{path}: {key.name} = {as_toml(new)}")
    read_settings(str(path), environment.home, project=project)  # raises for what else is wrong in the file
    overriding = environment.variables.get(key.variable)
    if overriding:
        environment.info(f"{key.variable} is set to {overriding!r} and overrides it")
    return ExitCode.DONE


def unset_setting(environment: Environment, name: Name, project: Project = False) -> ExitCode:
    """Remove a setting: its line is removed from your own file, or from the project's with --project."""
    path = _file(environment, project=project)
    before = broken_text_of(path)
    plain = name if name not in KEYS and name.replace("-", "_") not in KEYS else known(name).name
    after = without_key(before, plain, path)
    if after == before:
        if plain not in KEYS:
            known(name)
        environment.info(f"{path}: {plain} is not set there")
        return ExitCode.DONE
    _write(path, after)
    environment.info(f"{path}: {plain} removed")
    read_settings(str(path), environment.home, project=project)  # raises for what else is wrong in the file
    return ExitCode.DONE


def trust_project(environment: Environment, folder: Folder = None) -> ExitCode:
    """Allow the relcli.toml in a folder although another user could have written it.

    Without this, relcli ignores such a file, since it chooses the database. The folder is added to 'trust' in your own
    file; 'relcli config unset trust' revokes them all.
    """
    chosen = environment.settings.project_path.parent if folder is None else folder
    if chosen.name == PROJECT_FILE:
        chosen = chosen.parent
    if not (chosen / PROJECT_FILE).is_file():
        raise UsageError(f"no {PROJECT_FILE} there", where=str(chosen), hint="name the folder that has it")
    name = os.path.realpath(chosen)
    key, path = KEYS[TRUST], _file(environment, project=False)
    text = text_of(path)
    before = checked(key, parsed(text, path).get(TRUST, ()), str(path))
    new = checked(key, tuple(dict.fromkeys((*before, name))), name)
    if not is_text(name):
        raise UsageError("a settings file cannot hold a name that is not UTF-8", where=name, hint="rename the folder")
    _write(path, with_key(text, key, new, path))
    environment.info(f"{path}: {os.path.join(name, PROJECT_FILE)} is allowed")
    return ExitCode.DONE


def edit_settings(environment: Environment, project: Project = False) -> ExitCode:
    """Open your own file, or the project's with --project, in VISUAL or EDITOR; then report what is wrong in it."""
    path = _file(environment, project=project)
    editor = environment.variables.get("VISUAL") or environment.variables.get("EDITOR") or "vi"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        ended = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RelcliError(f"the editor cannot be run ({reason})", where=editor, hint="set EDITOR") from error
    if ended:
        raise RelcliError(f"the editor ended with {ended}", where=editor)
    if path.is_file():
        read_settings(str(path), environment.home, project=project)
    return ExitCode.DONE


def print_path(environment: Environment, project: Project = False) -> ExitCode:
    """Print the path of your own file, whether it exists or not; with --project of the project's, or where it would be
    created."""
    environment.stdout.write(f"{written_out(str(_file(environment, project=project)))}\n")
    return ExitCode.DONE


def _record(environment: Environment, key: Key) -> dict[str, Any]:
    value, origin = environment.setting_with_origin(key.name)
    return {
        "key": key.name,
        "value": _written(value),
        "origin": origin,
        "variable": key.variable,
        "project": key.project,
        "purpose": key.purpose,
    }


def _color_record(name: str, value: Any, origin: str) -> dict[str, Any]:
    """Return the row of a style that a file changes; the others are as docs/configuration.md says."""
    key = f"{COLORS}.{name}"
    return dict(zip(SETTINGS.names, (key, value, origin, "", True, f"style of {STYLES[name][1]}"), strict=True))


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        value = os.pathsep.join(value)
    return str(value).lower() if isinstance(value, bool) else written_out(str(value))


def _file(environment: Environment, *, project: bool) -> Path:
    """Return the file that is changed."""
    settings = environment.settings
    return settings.project_path if project else settings.user_path or environment.config_directory / "config.toml"


def _write(path: Path, text: str) -> None:
    """Replace a settings file in one step; its folder is created if it does not exist."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replaced_file(path) as stream:
        stream.buffer.write(text.encode(errors="surrogateescape"))


def _path_for(value: str, file: Path, *, project: bool) -> str:
    """Return a path typed in the working directory as the file needs it: absolute, in a project's file relative to
    that."""
    whole = os.path.abspath(os.path.expanduser(value))
    if not project:
        return whole
    relative = os.path.relpath(whole, os.path.abspath(file.parent))
    if relative.split(os.sep)[0] == os.pardir:
        raise UsageError(f"{value} is not inside the project's folder", where=str(file), hint="leave --project out")
    return relative


MEMBERS = {
    "list": command(
        examples="""
        relcli config
        relcli config --fields key,value,purpose
        """
    )(list_settings),
    "get": command(
        examples="""
        relcli config get db
        """
    )(get_setting),
    "set": command(
        examples="""
        relcli config set limit 100
        relcli config set pager false
        relcli config set db news.db --project
        """,
        uses_settings=False,
    )(set_setting),
    "unset": command(
        examples="""
        relcli config unset limit
        """,
        uses_settings=False,
    )(unset_setting),
    "trust": command(
        examples="""
        relcli config trust
        relcli config trust shared/desk
        """,
        uses_settings=False,
    )(trust_project),
    "edit": command(
        examples="""
        relcli config edit
        EDITOR=nano relcli config edit --project
        """,
        uses_settings=False,
    )(edit_settings),
    "path": command(
        examples="""
        relcli config path
        """,
        uses_settings=False,
    )(print_path),
}
