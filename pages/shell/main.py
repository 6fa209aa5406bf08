"""The page script. It lies here, away from a sibling folder `pages`, so that nothing can run a page past the shell."""

from pages.shell.frame import main

main()
