"""The options of the plugin in mkdocs.yml."""

from mkdocs.config import config_options
from mkdocs.config.base import Config

from generator.mkdocs_plugin import csp
from generator.site.settings import OPTION_DEFAULTS


class Options(Config):
    """The options of the plugin in mkdocs.yml; paths are relative to that file."""

    papers = config_options.Type(str, default=OPTION_DEFAULTS["papers"])
    topics = config_options.Type(str, default=OPTION_DEFAULTS["topics"])
    templates = config_options.Type(str, default=OPTION_DEFAULTS["templates"])
    home = config_options.Type(str, default=OPTION_DEFAULTS["home"])
    content_security_policy = config_options.Type(str, default=OPTION_DEFAULTS[csp.OPTION])
    language = config_options.Type(str, default=OPTION_DEFAULTS["language"])
    social_cards = config_options.Type(bool, default=OPTION_DEFAULTS["social_cards"] == "true")
    fast = config_options.Type(bool, default=OPTION_DEFAULTS["fast"] == "true")
    link_color = config_options.Type(str, default=OPTION_DEFAULTS["link_color"])
    page_color = config_options.Type(str, default=OPTION_DEFAULTS["page_color"])
    title_font = config_options.Type(str, default=OPTION_DEFAULTS["title_font"])
    lists = config_options.Type(dict, default={})
