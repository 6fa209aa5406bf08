"""`streamlit run app.py` and `uvicorn app:app` import this and get the server; run as a script (by AppTest) it is the pages."""

import streamlit as st

if __name__ == "__main__":
    from pages.shell.frame import main

    main()
else:
    from pathlib import Path

    from starlette.middleware import Middleware

    from core.web.server import middleware, routes
    from pages.shell.apology import apologise
    from pages.shell.index import LASTING, files, index
    from pages.shell.presses import Presses
    from pages.shell.unbroken import unbroken
    from pages.shell.warm import lifespan

    unbroken()
    html = index()

    app = st.App(
        Path(__file__).resolve().parent / "pages" / "shell" / "main.py",
        lifespan=lifespan,
        routes=routes,
        middleware=[*middleware(html, files(html), LASTING), Middleware(Presses)],
        on_script_error=apologise,
    )
