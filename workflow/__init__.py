"""The engine. It knows no web, no mail and no clock on the wall: whoever calls brings the time.

Its doors: `governance.load.load` reads a model, `organisation.founding.found` makes an organisation, `states.perform` takes
a step (`perform`, `note`, `bring_in`; `Refused` says why not), `states.actions.offers` tells what may be done,
`cycle.tick.tick` is the clock. They are not gathered here: whoever needs one pays for what is under it, and for nothing
above.
"""
