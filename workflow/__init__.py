"""The engine. It knows no web, no mail and no clock on the wall: whoever calls brings the time.

Its doors: `governance.load.load` reads a model, `states.found.found` makes an organisation, `states.perform` takes a step
(`perform`, `note`, `bring_in`; `Refused` says why not), `states.offers.offers` tells what may be done, `running.tick.tick`
is the clock. They are not gathered here: whoever needs one pays for what is under it, and for nothing above.
"""
