"""Typed views: everything that each kind of page shows. Templates only loop and choose."""
