"""Why no process for a submission can be had, where it is none of the submission's doing."""

__all__ = ["NoProcesses", "TemplateFailed"]


class TemplateFailed(Exception):
    """The process that children are forked from did not start, or is gone."""


class NoProcesses(TemplateFailed):
    """None can be started by this Python; ``template`` says in English why."""

    def __init__(self, template: str) -> None:
        self.template = template
        super().__init__(template)
