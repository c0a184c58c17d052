"""The command line `berdaya …`. Others script against it: names and JSON are a contract (docs/reference/cli.md)."""
