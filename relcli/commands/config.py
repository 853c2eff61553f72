"""`relcli config`: what is settled for all commands, and where each value comes from."""

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from relcli.cli.answers import planned, write_listing
from relcli.cli.declaring import command
from relcli.cli.options import OutputOptions
from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError, UsageError
from relcli.output.fields import Fields
from relcli.settings import COLORS, KEYS, PROJECT_FILE, STYLES, Key, from_text, known

SETTLED = Fields(
    names=("key", "value", "origin", "variable", "project", "purpose"), brief=("key", "value", "origin"), keyed=True
)
"""The columns of `config list`; `project` tells whether a project file may settle the key."""

Name = Annotated[str, Argument(metavar="KEY", help="What to settle; 'relcli config' lists them.", show_default=False)]
Value = Annotated[str, Argument(metavar="VALUE", help="As it is to be.", show_default=False)]
Project = Annotated[
    bool,
    Option(
        "--project",
        help=f"The project's {PROJECT_FILE}, found upwards from here, else your own file.",
        rich_help_panel="Configuration",
    ),
]


def list_settings(environment: Environment, output: OutputOptions) -> ExitCode:
    """List what is settled for all commands, and where each value comes from.

    What the command line says holds first, then the variable RELCLI_KEY, then relcli.toml found upwards from the
    working directory, then your own config.toml, then the default. A project's file may settle only what is
    marked in the column 'project'.
    """
    plan = planned(environment, output, SETTLED)
    if plan is None:
        return ExitCode.DONE
    records = [_record(environment, key) for key in KEYS.values()]
    records += [_color_record(name, *found) for name, found in environment.settings.colors.items()]
    return write_listing(environment, plan, SETTLED.sorted(records, plan.sorting) if plan.sorting else records)


def get_setting(environment: Environment, name: Name) -> ExitCode:
    """Print one value as it holds here and now."""
    environment.stdout.write(f"{_written(environment.setting(known(name).name))}\n")
    return ExitCode.DONE


def set_setting(environment: Environment, name: Name, value: Value, project: Project = False) -> ExitCode:
    """Settle a value in your own file, or in the project's with --project.

    Other lines of the file, comments and order stay as they are. A path means what it means where you type it.
    """
    key, path = known(name), _file(environment, project=project)
    settled = from_text(key, value, where=f"'{value}'" if not value.strip() else "")
    if project and not key.project:
        allowed = ", ".join(each.name for each in KEYS.values() if each.project)
        raise UsageError(f"a project cannot settle {key.name}", hint=f"it can settle {allowed}; leave --project out")
    if key.kind in {"file", "folder"}:
        settled = _path_for(settled, path, project=project)
    from relcli.settings_file import as_toml, read_settings, text_of, with_key, write_settings

    text = with_key(text_of(path), key, settled, path)
    write_settings(path, text)
    environment.info(f"{path}: {key.name} = {as_toml(settled)}")
    read_settings(str(path), environment.home, project=project)  # tells what else is wrong in the file
    overruled = environment.variables.get(key.variable)
    if overruled:
        environment.info(f"{key.variable} says {overruled!r}, which goes before it")
    return ExitCode.DONE


def unset_setting(environment: Environment, name: Name, project: Project = False) -> ExitCode:
    """Settle a value no more: its line goes out of your own file, or the project's with --project."""
    path = _file(environment, project=project)
    from relcli.settings_file import text_of, without_key, write_settings

    before = text_of(path)
    plain = name if name not in KEYS and name.replace("-", "_") not in KEYS else known(name).name
    after = without_key(before, plain, path)
    if after == before:
        if plain not in KEYS:
            known(name)
        environment.info(f"{path}: {plain} is not set there")
        return ExitCode.DONE
    write_settings(path, after)
    environment.info(f"{path}: {plain} is set no more")
    return ExitCode.DONE


def edit_settings(environment: Environment, project: Project = False) -> ExitCode:
    """Open your own file, or the project's with --project, in VISUAL or EDITOR; then tell what is wrong in it."""
    path = _file(environment, project=project)
    editor = environment.variables.get("VISUAL") or environment.variables.get("EDITOR") or "vi"
    import shlex
    import subprocess

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        ended = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RelcliError(f"the editor cannot be run ({reason})", where=editor, hint="set EDITOR") from error
    if ended:
        raise RelcliError(f"the editor ended with {ended}", where=editor)
    if path.is_file():
        from relcli.settings_file import read_settings

        read_settings(str(path), environment.home, project=project)
    return ExitCode.DONE


def print_path(environment: Environment, project: Project = False) -> ExitCode:
    """Print where your own file lies, there or not; with --project the project's, else where it would be made."""
    environment.stdout.write(f"{_file(environment, project=project)}\n")
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
    return dict(zip(SETTLED.names, (key, value, origin, "", True, f"looks of {STYLES[name][1]}"), strict=True))


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _file(environment: Environment, *, project: bool) -> Path:
    """Return the file that a change goes to."""
    settings = environment.settings
    return settings.project_path if project else settings.user_path or environment.config_directory / "config.toml"


def _path_for(value: str, file: Path, *, project: bool) -> str:
    """Return a path typed in the working directory as the file is to have it: in a project's relative to it."""
    import os

    whole = os.path.abspath(os.path.expanduser(value))
    if not project:
        return whole
    relative = os.path.relpath(whole, os.path.abspath(file.parent))
    if relative.split(os.sep)[0] == os.pardir:
        raise UsageError(f"{value} is not in the folder of the project", where=str(file), hint="leave --project out")
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
        settled=False,
    )(set_setting),
    "unset": command(
        examples="""
        relcli config unset limit
        """,
        settled=False,
    )(unset_setting),
    "edit": command(
        examples="""
        relcli config edit
        EDITOR=nano relcli config edit --project
        """,
        settled=False,
    )(edit_settings),
    "path": command(
        examples="""
        relcli config path
        """,
        settled=False,
    )(print_path),
}
