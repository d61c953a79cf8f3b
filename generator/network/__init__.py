"""The only package that opens network connections: link checks, and services with facts of papers.

`links` and `services` share what is here: one request with its limits, and the guard against
private hosts.
"""
