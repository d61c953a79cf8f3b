"""What decides the pages that Material's templates make."""

from pathlib import Path

from mkdocs.config.base import load_config
from mkdocs.structure.nav import Navigation

from generator.mkdocs_plugin.theme_compat.theme_inputs import theme_inputs


def test_a_hook_without_settings_is_the_same_in_each_build(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "hook.py").write_text("def on_env(env, **_): return env\n", "utf-8")
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: S\ntheme: material\nplugins: []\nhooks: [hook.py]\n", "utf-8")
    one, other = (theme_inputs(load_config(str(settings)), Navigation([], [])) for _ in range(2))
    assert one == other
