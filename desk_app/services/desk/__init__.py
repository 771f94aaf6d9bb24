"""Which desk this PC is: asked once at the first start, read at every other one."""
