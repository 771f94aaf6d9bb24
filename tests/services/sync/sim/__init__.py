"""A world of three desks, head office and a share that lies, all from one number: what goes wrong can be played again.

`faulty_share` is the folder, `world` the parties and their fate, `checks` what must hold in the end; `real` plugs in
the product, `naive` an exchange that must fail here. `python -m tests.services.sync.sim SEED` replays a schedule and
tells its story. To add a fault: a method of `faulty_share.Server`, and its line in `world.fates`.
"""
