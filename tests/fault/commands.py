# SPDX-License-Identifier: MIT
"""Every command that writes, with what it writes."""


class Command:
    """outputs: names that it makes or replaces; old: the command that makes others of the same names before; store: the
    organisation file that it changes; whole: all outputs change at once, also when it is killed; once: it refuses to do the
    same again; apart: outputs come one after the other, each whole; chatty: what it prints differs from run to run;
    cleans: it takes away what a killed one has left."""

    def __init__(self, args, outputs=(), old=None, store=None, whole=False, once=False, chatty=False, cleans=True,
                 apart=False):
        self.args = args.split() if isinstance(args, str) else args
        self.outputs, self.old = set(outputs), old.split() if old else None
        self.store, self.whole, self.once, self.chatty, self.cleans = store, whole, once, chatty, cleans
        self.apart = apart


TABLES = "--units units.csv --posts posts.csv --people people.csv"
COMMANDS = {
    "import-new": Command("import %s --into new.orgdb --snapshot begin --date 2025-01" % TABLES, store="new.orgdb", once=True),
    "import-more": Command("import --units more.csv --into town.orgdb --snapshot more --date 2025-02", store="town.orgdb", once=True),
    "import-actuals": Command("import --actuals actuals.csv --into town.orgdb", store="town.orgdb"),
    "import-quota": Command("import --quota quota.csv --into new.orgdb --actuals-to sums.csv", ["sums.csv"], store="new.orgdb"),
    "template": Command("import --template blank.xlsx", ["blank.xlsx"], once=True),
    "run": Command("run town.yaml --into town.orgdb --quiet", store="town.orgdb"),
    "run-new": Command("run town.yaml --into new.orgdb --json", store="new.orgdb", chatty=True),
    "run-out": Command("run town.yaml --into town.orgdb --out out --quiet", ["out"], "run other.yaml --into else.orgdb --out out",
                       store="town.orgdb", apart=True),
    "run-reps": Command("run town.yaml --into town.orgdb --reps 5 --quiet", store="town.orgdb"),
    "chart": Command("chart town.orgdb:run-1 -o c --format svg,png,pdf", ["c.svg", "c.png", "c.pdf"],
                     "chart town.orgdb:run-2 -o c --format svg,png,pdf"),
    "pages": Command("chart town.orgdb:run-1 --view tree --pages --format svg -o pages", ["pages-01.svg", "pages-02.svg"],
                     "chart town.orgdb:run-2 --view tree --pages --format svg -o pages"),
    "report": Command("report town.orgdb:run-1 -o r.html", ["r.html"], "report town.orgdb:run-2 -o r.html"),
    "render": Command("render town.orgdb:run-1 --with chart -o drawn", ["drawn"], "render town.orgdb:run-2 --with chart -o drawn"),
    "export-csv": Command("export town.orgdb:run-1 --format csv -o tables", ["tables"],
                          "export town.orgdb:run-2 --format csv -o tables", whole=True),
    "export-xlsx": Command("export town.orgdb:run-1 --format xlsx -o book.xlsx", ["book.xlsx"],
                           "export town.orgdb:run-2 --format xlsx -o book.xlsx"),
    "export-json": Command("export town.orgdb:run-1 --format json -o run.json", ["run.json"],
                           "export town.orgdb:run-2 --format json -o run.json"),
    "export-stdout": Command("export town.orgdb:run-1 --format json"),
    "export-orgdb": Command("export town.orgdb:run-1 --format orgdb -o copy.orgdb", store="copy.orgdb", once=True),
    "appendix-csv": Command("export town.orgdb:run-1 --appendix --format csv -o appendix.csv", ["appendix.csv"],
                            "export town.orgdb:run-2 --appendix --format csv -o appendix.csv"),
    "appendix-xlsx": Command("export town.orgdb:run-1 --appendix -o appendix.xlsx", ["appendix.xlsx"],
                             "export town.orgdb:run-2 --appendix -o appendix.xlsx"),
    "compare-xlsx": Command("compare town.orgdb:run-1 town.orgdb:run-2 --xlsx -o compare.xlsx", ["compare.xlsx"],
                            "compare town.orgdb:run-2 town.orgdb:run-1 --xlsx -o compare.xlsx"),
    "compare-csv": Command("compare town.orgdb:run-1 town.orgdb:run-2 --csv -o compare.csv", ["compare.csv"],
                           "compare town.orgdb:run-2 town.orgdb:run-1 --csv -o compare.csv"),
    "compare-json": Command("compare town.orgdb:run-1 town.orgdb:run-2 --json -o compare.json", ["compare.json"],
                            "compare town.orgdb:run-2 town.orgdb:run-1 --json -o compare.json"),
    "impact-csv": Command("impact town.orgdb:run-1 --csv -o impact", ["impact"], "impact town.orgdb:run-2 --csv -o impact",
                          whole=True),
    "impact-xlsx": Command("impact town.orgdb:run-1 --xlsx -o impact.xlsx", ["impact.xlsx"],
                           "impact town.orgdb:run-2 --xlsx -o impact.xlsx"),
    "scenario-new": Command("scenario new plan", ["plan.yaml", "plan-units.csv", "plan-posts.csv", "plan-people.csv"], once=True,
                            cleans=False),
}
