"""The exchange in the window: the runner of rounds, what strip and popup say of it, where a record is.

`runner` runs the rounds in a lane of its own, `said` puts how things stand into words, `watch` keeps strip and banner.
Not here: the exchange itself (`services.sync`), the supervisor's page (`tabs.supervisor.sync_page`).
To tell of one more state: a line in `said.said`, in the order of what matters most.
"""
