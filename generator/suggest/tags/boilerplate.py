"""What authors say of any work in any field, which makes no tag.

The statistics find such words too, but not in a list that is still small. Whatever a list's field
has for its own boilerplate, they find alone.
"""

PRAISE = frozenset([
    "achieve", "achieves", "achieving", "address", "addresses", "based", "better", "compared",
    "comparable", "competitive", "comprehensive", "considerable", "demonstrate", "demonstrated",
    "demonstrates", "demonstrating", "different", "effective", "enable", "enables", "enabling",
    "evaluate", "evaluated", "existing", "extensive", "finally", "high", "important", "impressive",
    "improve", "improved", "improves", "improving", "including", "introduce", "introduced",
    "introduces", "introducing", "large", "leading", "new", "notable", "novel", "numerous",
    "outperform", "outperforming", "outperforms", "prior", "promising", "propose", "proposed",
    "proposes", "proposing", "previous", "present", "presented", "presents", "provide", "provides",
    "providing", "reduce", "reduces", "reducing", "recent", "remarkable", "require", "requires",
    "several", "show", "shown", "shows", "significant", "sota", "state-of-the-art", "substantial",
    "superior", "unprecedented", "use", "used", "uses", "using", "various", "yields",
])  # fmt: skip
"""Words that no tag begins or ends with."""

GENERAL = frozenset([
    "ability", "advances", "analysis", "application", "approach", "baseline", "benchmark",
    "capability", "case", "challenge", "code", "contribution", "cost", "data", "dataset",
    "design", "domain", "effect", "efficiency", "evaluation", "experiment", "field",
    "framework", "gain", "goal", "impact", "improvement", "information", "issue", "key",
    "knowledge", "level", "limitation", "method", "metric", "model", "need", "number", "order",
    "paper", "performance", "phase", "potential", "problem", "process", "quality", "range",
    "research", "result", "scale", "setting", "solution", "strategy", "study", "success",
    "system", "task", "technique", "term", "time", "tool", "training", "use", "way", "work",
    # what things are counted in
    "day", "dollar", "gb", "ghz", "hour", "kb", "kg", "km", "mb", "minute", "month", "ms",
    "percent", "percentage", "tb", "week", "year",
])  # fmt: skip
"""Words, in the singular, that are no tag alone, but may be part of one."""
