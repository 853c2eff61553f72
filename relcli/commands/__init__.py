"""The commands: one module each, named as typed. `relcli.cli.command_table` lists them; `relcli.cli.app` imports the
one that is called."""
