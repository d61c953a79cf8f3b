"""Reading paths: papers in the order in which editors would read them, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.model.findings import Origin

MAX_PATHS = 100
MAX_STEPS = 60  # of one path; a step of a branch counts, too


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A paper of a path, and why it is read here; `branch` are papers that lead further aside."""

    paper: str
    why: str
    branch: tuple["Step", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingPath:
    """Papers in the order in which to read them. `id` is the name of its file without `.yml`.

    Attributes:
        name: what it is called on the site.
        why: what a reader knows at its end, or whom it is for.
        topic: the id of the topic whose page it is offered on; empty for none.
        steps: its papers; those of branches are not on the way to the next step.
        origins: where values were read: `""`, `"topic"`, `"steps.0.paper"`,
            `"steps.0.branch.1.why"`.
    """

    id: str
    name: str
    why: str
    topic: str = ""
    steps: tuple[Step, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)

    def origin(self, where: str = "") -> Origin:
        """The place of a value, else of the file."""
        return (
            self.origins.get(where)
            or self.origins.get("")
            or Origin(source=f"paths/{self.id}.yml", line=1)
        )

    def places(self) -> Iterator[tuple[str, Step]]:
        """Every step with its place, such as `steps.0`; a branch follows the step it leaves."""
        for i, step in enumerate(self.steps):
            yield f"steps.{i}", step
            yield from ((f"steps.{i}.branch.{j}", aside) for j, aside in enumerate(step.branch))

    @property
    def papers(self) -> tuple[str, ...]:
        """The ids of all papers, those of branches included."""
        return tuple([step.paper for _, step in self.places()])
