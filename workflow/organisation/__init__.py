"""An organisation of its own: who may know of what, and what it has entered about dates."""
