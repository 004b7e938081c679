"""A page has no compiler. The name is here because ``from numpy import *`` asks for it."""
