"""Which papers imports merge, add and leave out, by the command as people run it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from build import entry, write
from command import run

from generator.ingest.merge import propose
from generator.model import Catalog, Exclusion

CASES = Path(__file__).parents[1] / "data" / "cases"
REASON = "reason: We decided against it.\n"


@pytest.fixture
def list_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new list without papers, in the current folder."""
    folder = tmp_path / "list"
    assert run("new", "--no-git", folder).exit_code == 0
    (folder / "papers" / "attention-is-all-you-need.yml").unlink()
    monkeypatch.chdir(folder)
    return folder


def papers() -> list[str]:
    """The ids of the list's papers."""
    return sorted(path.stem for path in Path("papers").glob("*.yml"))


def import_list(*entries: Mapping[str, object], name: str = "../list.json") -> str:
    """Import a JSON list; what is printed."""
    write(Path(name), json.dumps(entries))
    result = run("import", "--added", "2026-01-05", name)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("list_folder")
class TestSamePaper:
    """Files of the cases, imported one after the other."""

    @pytest.mark.parametrize(
        ("sources", "count", "codes"),
        [
            (["07-subtitle.bib"], 2, {"similar-paper"}),
            (["08-same-title-different-paper.bib"], 4, {"similar-paper"}),
            (["38a-first.bib", "38b-second.bib"], 2, {"similar-paper"}),
            (["34a-v1.bib", "34b-published.bib"], 5, {"similar-paper", "disagreement"}),
            (["merge01-same-title.json"], 2, {"similar-paper"}),
            (["merge02-two-arxiv-ids.json"], 2, {"similar-paper"}),
        ],
    )
    def test_different_papers_are_written_apart(
        self, sources: Sequence[str], count: int, codes: set[str]
    ) -> None:
        output = ""
        for source in (*sources, *sources):  # the second time nothing joins
            result = run("import", CASES / source)
            assert result.exit_code == 0
            output += result.output
        assert len(papers()) == count
        assert all(f"warning[{code}]" in output or code == "similar-paper" for code in codes)
        assert "similar-paper" in output or sources == ["07-subtitle.bib"]
        checked = run("check")
        assert checked.exit_code == 0
        assert "error[" not in checked.output

    def test_an_import_makes_no_valid_list_invalid(self) -> None:
        long = "An Empirical Analysis of Compute-Optimal Large Language Model Training"
        short = "Training Compute-Optimal Large Language Models"
        import_list({"title": short, "arxiv": "2203.15556"}, name="../1.json")
        import_list({"title": long, "doi": "10.5555/3600270"}, name="../2.json")
        assert run("check").exit_code == 0
        bridge = {"title": long, "doi": "10.5555/3600270", "arxiv": "2203.15556"}
        assert "ambiguous-paper" in import_list(bridge, name="../3.json")
        assert run("check").exit_code == 0
        assert len(papers()) == 2

    def test_a_corrected_title_is_recognised(self) -> None:
        capture = CASES / "dp12-one-author.txt"
        assert run("import", "--captured", "2025-12-09", capture).exit_code == 0
        file = Path("papers/a-good-paper-on-memory.yml")
        text = file.read_text("utf-8")
        write(file, text.replace("A Good Paper on Memory", "A Very Good Paper about Memory"))
        before = papers()
        assert run("import", "--captured", "2025-12-09", capture).exit_code == 0
        assert papers() == before


@pytest.mark.usefixtures("list_folder")
class TestExcluded:
    """Papers that imports leave out."""

    def test_a_deleted_paper_does_not_come_back(self) -> None:
        capture = CASES / "dp12-one-author.txt"
        run("import", "--captured", "2025-12-09", capture)
        gone = Path("papers/another-fine-study-of-attention.yml")
        gone.unlink()
        write(
            Path("excluded.yml"), f"# ours\n- title: Another fine study of attention.\n  {REASON}"
        )
        result = run("import", "--captured", "2025-12-09", capture)
        assert result.exit_code == 0
        assert not gone.exists()
        assert "info[excluded]" in result.stderr
        assert "excluded.yml:2 excludes it (We decided against it.)" in result.stderr
        assert ", 1 excluded" in result.stdout
        assert run("check").exit_code == 0
        report = json.loads(run("import", "--json", capture).stdout)
        assert [e["outcome"] for e in report["entries"]].count("excluded") == 1

    @pytest.mark.parametrize(
        ("exclusion", "left_out"),
        [
            ("arxiv: '2001.00001'", ["a"]),
            ("doi: 10.48550/arXiv.2001.00001", ["a"]),
            ("doi: 10.1000/B", ["b"]),
            ("title: LEARNING to walk!", ["a", "b", "c"]),
            ("title: Learning to Walk\n  arxiv: '2001.00001'", ["a", "b", "c"]),
            ("title: Learning to Walk\n  doi: 10.1000/B", ["a", "b", "c"]),
            ("title: Learning to Walk\n  doi: 10.1000/other", ["a", "c"]),
            ("title: Learning to Run", []),
        ],
    )
    def test_an_id_or_a_title_leaves_papers_out(self, exclusion: str, left_out: list[str]) -> None:
        write(Path("excluded.yml"), f"- {exclusion}\n  {REASON}")
        title = "Learning to Walk"
        sources: dict[str, dict[str, object]] = {
            "a": {"title": title, "arxiv": "2001.00001", "authors": ["Al Poe"]},
            "b": {"title": title, "doi": "10.1000/b", "authors": ["Bo Moe"]},
            "c": {"title": title, "authors": ["Jane Doe"]},
        }
        for name, each in sources.items():
            output = import_list(each, name=f"../{name}.json")
            assert ("1 excluded" in output) == (name in left_out), name

    def test_a_generic_title_beside_an_id_leaves_out_that_paper_alone(self) -> None:
        write(Path("excluded.yml"), f"- title: Editorial\n  doi: 10.1000/a\n  {REASON}")
        import_list({"title": "Editorial", "authors": ["Al Poe"]},
                    {"title": "Editorial", "links": ["https://example.org/a"]})  # fmt: skip
        assert len(papers()) == 2
        assert run("check").exit_code == 0

    def test_nothing_is_imported_while_the_file_cannot_be_read(self) -> None:
        for text in ("- arxiv: '2001.00001'\n", "- title: [a\n", "title: a\n", "- reason: b\n",
                     "<<<<<<< HEAD\n=======\n>>>>>>> a\n"):  # fmt: skip
            write(Path("excluded.yml"), text)
            write(Path("../list.json"), '[{"title": "Learning to Walk"}]')
            result = run("import", "../list.json")
            assert result.exit_code == 1
            assert "nothing imported" in result.stderr
            assert papers() == []
            checked = run("check")
            assert checked.exit_code == 1
            assert "excluded.yml:1:" in checked.output

    def test_check_finds_bad_ids_repetitions_and_papers_of_the_list(self) -> None:
        import_list({"title": "Learning to Walk", "arxiv": "2001.00001"})
        write(
            Path("excluded.yml"),
            f"- arxiv: arXiv:2001.00001v2\n  {REASON}- title: Learning to Walk\n  {REASON}"
            f"- doi: https://doi.org/10.1000/a\n  {REASON}- doi: 10.1000/A\n  {REASON}"
            f"- title: Preface\n  {REASON}- title: preface\n  {REASON}",
        )
        output = run("check").output
        for line, code in ((1, "bad-arxiv"), (1, "excluded-paper"), (5, "bad-doi"),
                           (7, "duplicate-exclusion"), (9, "broad-exclusion"),
                           (11, "duplicate-exclusion")):  # fmt: skip
            assert f"excluded.yml:{line}:3: " in output
            assert any(f"excluded.yml:{line}:3" in each and f"[{code}]" in each
                       for each in output.splitlines()), code  # fmt: skip

    def test_the_file_is_formatted_with_its_comments(self) -> None:
        write(Path("excluded.yml"), "- reason: 'Why'\n  arxiv: \"2001.00001\"  # so\n\n# end\n")
        assert run("fmt").exit_code == 0
        text = Path("excluded.yml").read_text("utf-8")
        assert text == "- arxiv: '2001.00001'  # so\n  reason: Why\n\n# end\n"
        assert run("fmt", "--check", "excluded.yml").exit_code == 0

    def test_diff_says_how_to_leave_a_removed_paper_out(self, list_folder: Path) -> None:
        import_list(
            {"title": "Learning to Walk", "arxiv": "2001.00001"},
            {"title": "Learning to Swim", "authors": ["Al Poe"]},
        )
        before = list_folder.parent / "before"
        list_folder.rename(before)
        (list_folder / "papers").mkdir(parents=True)
        write(list_folder / "mkdocs.yml", "site_name: List\n")
        write(list_folder / "topics.yml", (before / "topics.yml").read_text("utf-8"))
        write(list_folder / "excluded.yml", f"- title: Learning to Swim\n  {REASON}")
        config = ("--config", list_folder / "mkdocs.yml")
        data = json.loads(run("diff", before, *config, "--format", "json").stdout)
        assert {each["id"]: each["may_return"] for each in data["removed"]} == {
            "learning-to-swim": False, "learning-to-walk": True,
        }  # fmt: skip
        for form in ("text", "markdown", "html"):
            output = " ".join(run("diff", before, *config, "--format", form).stdout.split())
            assert output.count("unless excluded.yml has its arXiv id 2001.00001") == 1 or (
                "adds it again" in output and "2001.00001" in output
            )


def test_an_exclusion_is_found_among_thousands_by_key() -> None:
    many = tuple(Exclusion(title=f"Paper {n}", reason="R") for n in range(2_000))
    claims = [entry(f"Paper {n}") for n in range(2_000)]
    proposal = propose(Catalog(excluded=many), claims)
    assert {change.outcome for change in proposal.changes} == {"excluded"}
