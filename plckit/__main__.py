"""`plckit`: the command line."""

from plckit.cli.app import main

if __name__ == "__main__":
    main()
