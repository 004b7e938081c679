"""Which browser the tests take."""

import chromium
import pytest


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_the_chosen_one_goes_first(monkeypatch, tmp_path):
    own = script(tmp_path / "own", "exit 0")
    monkeypatch.setenv("CHROMIUM", own)
    assert chromium.find_chromium() == own


def test_a_chosen_one_that_does_not_start_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", script(tmp_path / "own", "exit 1"))
    with pytest.raises(ValueError, match="CHROMIUM must name a Chromium that starts"):
        chromium.find_chromium()


def test_one_that_does_not_start_is_passed_over(monkeypatch, tmp_path):
    monkeypatch.delenv("CHROMIUM", raising=False)
    script(tmp_path / "chromium", "exit 1")  # what Ubuntu's package installs, without its snap
    works = script(tmp_path / "google-chrome", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(chromium, "_NAMES", ("chromium", "google-chrome"))
    assert chromium.find_chromium() == works
