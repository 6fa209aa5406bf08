"""`streamlit run app.py` and `uvicorn app:app` import this and get the server; run as a script (by AppTest) it is the pages."""

import streamlit as st

if __name__ == "__main__":
    from pages.shell.frame import main

    main()
else:
    from pathlib import Path

    from core.web.server import lifespan, middleware, routes
    from pages.shell.frame import apologise
    from pages.shell.index import index
    from pages.shell.warm import warm

    app = st.App(
        Path(__file__).resolve().parent / "pages" / "shell" / "main.py",
        lifespan=lifespan,
        routes=routes,
        middleware=middleware(index()),
        on_script_error=apologise,
    )
    warm()
