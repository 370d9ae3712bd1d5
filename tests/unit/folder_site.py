"""A site for the preview's server that lies in a folder."""

from pathlib import Path

from okrsite.preview.server import PreviewServer


class FolderSite:
    """Shows the files of a folder as they are when they are asked for: pages made, all else as files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, path: str) -> Path | bytes | None:
        """What stands at a path."""
        for file in self._folder.rglob("*"):
            if file.is_file() and file.relative_to(self._folder).as_posix() == path:
                return file.read_bytes() if file.suffix == ".html" else file
        return None


def server_of(folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> PreviewServer:
    """A server that shows what is in a folder."""
    server = PreviewServer(host=host, port=port)
    server.show_site(FolderSite(folder))
    return server
