"""Services that a studio may call: entries, keys, health, and the switch that keeps everything local."""
