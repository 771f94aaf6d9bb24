"""Printing as the window sees it: the print desk, the preview, what waits for a printer, where each paper comes out.

`desk.py` is the one door: pages call `context.printing.print(...)`, `.preview(...)`, `.save_pdf(...)`. What a paper
says is its feature's `documents.py`; how it is drawn and kept is `services/printing`. `qt_port` is the way to paper
where there is no CUPS. To add a way to paper, write a PrinterPort and let `qt_port.best_port` choose it.
"""
