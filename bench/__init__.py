"""How fast plckit is and how much memory it takes, measured on this machine.

`python -m bench` prints one table; `--markdown` prints it for the README, `--quick` tries everything once
with ten people. Servers and the load generator are processes of their own, on loopback addresses only, with
their data in a temporary folder. `pages`, `answers` and `beside` each measure one part of the table;
`report` knows its rows and their aims.
"""
