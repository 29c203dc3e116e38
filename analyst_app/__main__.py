"""`python -m analyst_app`: the same as the command `analyst-app`."""

from analyst_app.cli import run

if __name__ == "__main__":
    run()
