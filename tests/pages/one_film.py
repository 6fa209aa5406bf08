"""What the film that tests of pages share is made from."""

TEXT = (
    "# Harbor 2.4\n\nHarbor is for teams that are not always online.\n\n"
    "## Search\n\nSearch with SQL takes 120 ms instead of 410 ms.\n"
)  # fmt: skip
