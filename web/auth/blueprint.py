"""The pages on which one signs in, as one part of the web; the files beside this one fill it."""

from flask import Blueprint

pages = Blueprint("auth", __name__)
