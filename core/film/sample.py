"""A brief to begin with: release notes of an imaginary product, with one of everything that a film can show."""

from __future__ import annotations

SAMPLE = """\
# Harbor 2.4: notes that work anywhere

Harbor is the shared notebook for teams that are not always online. \
Version 2.4 makes it quicker, calmer and safer to use on the road.

## Three things that change your day

- **Offline sync**: edits made without a connection are merged as soon as the device is back online.
- **Search in 120 ms**: results appear while you type, even with 2.3 million records.
- **Finer permissions**: give access per folder, per tag or per single record.

## Search keeps up with you

We rebuilt the index from the ground up. The median search time went down from 410 ms to 120 ms, which is 3.4x faster. \
Memory use fell by 38 % at the same time.

## Fewer people wait for help

Since the preview in June, support has become quieter every month.

| Month | Support tickets |
|---|---|
| June | 1,240 |
| July | 1,105 |
| August | 870 |
| September | 640 |
| October | 415 |

> My whole crew writes on the boat now. Nothing is lost, and nobody asks me for the latest version any more.
>
> — Dana Kim, fleet manager at Northsea

## Move in three steps

1. Update the desktop app to 2.4.
2. Open Settings and switch on offline sync.
3. Choose the folders that should travel with you.

Administrators can do the same from the command line:

```bash
harbor upgrade --to 2.4
harbor sync enable --folder "Field notes"
harbor permissions review --since 30d
```

Try Harbor 2.4 today at [harbor.example/download](https://harbor.example/download).
"""
"""Markdown, about 250 words."""
