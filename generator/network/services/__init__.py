"""Ask services for papers: identifiers and titles in, answers out, which readers then read."""

from generator.network.services.client import Client
from generator.network.services.lookup import (
    Candidate,
    KnownPapers,
    Result,
    Wanted,
    find_paper,
    requests_of,
)
from generator.network.services.news import arxiv_ids, find_news
from generator.network.services.queries import Query, read_queries
from generator.network.services.replies import NoReply, Reply
from generator.network.services.table import SECOND_OPINIONS, SERVICES, Service
from generator.network.services.watch import Answered, NewPaper, find_new_papers, watch

__all__ = [
    "SECOND_OPINIONS",
    "SERVICES",
    "Answered",
    "Candidate",
    "Client",
    "KnownPapers",
    "NewPaper",
    "NoReply",
    "Query",
    "Reply",
    "Result",
    "Service",
    "Wanted",
    "arxiv_ids",
    "find_new_papers",
    "find_news",
    "find_paper",
    "read_queries",
    "requests_of",
    "watch",
]
