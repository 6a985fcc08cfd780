"""The best plan by another solver and another program, in a process of its own.

CP-SAT and HiGHS cannot be loaded in one process, so nothing of Samvern is imported: problems come
as JSON on standard input, what their best plans are worth goes to standard output, null where there
is no plan. Amounts are whole numbers.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from ortools.sat.python import cp_model


class SecondProgram:
    """A start and a yes or no for each measure, and a yes or no for each period it may start in."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        self.periods = problem["periods"]
        self.measures = {one["id"]: one for one in problem["measures"]}
        self.members = {name: [name] for name in self.measures}
        self.members |= {group["id"]: group["members"] for group in problem["alternatives"]}
        self.model = cp_model.CpModel()
        self.is_in = {name: self.model.new_bool_var(name) for name in self.measures}
        self.start = {
            name: self.model.new_int_var(0, self.periods, f"start of {name}")
            for name in self.measures
        }
        self.starts_in = {
            (name, period): self.model.new_bool_var(f"{name} in {period}")
            for name in self.measures
            for period in range(self.periods)
        }
        for name, measure in self.measures.items():
            self._times(name, measure)
            self._what_comes_before(name, measure)
        self._choices()
        self._amounts()

    def _times(self, name: str, measure: dict[str, Any]) -> None:
        chosen = [self.starts_in[name, period] for period in range(self.periods)]
        self.model.add(sum(chosen) == self.is_in[name])
        for period, is_then in enumerate(chosen):
            self.model.add(self.start[name] == period).only_enforce_if(is_then)
        end = self.periods if measure["deadline"] is None else measure["deadline"] + 1
        for rule in (
            self.start[name] >= measure["earliest"],
            self.start[name] + measure["duration"] <= end,
        ):
            self.model.add(rule).only_enforce_if(self.is_in[name])

    def _what_comes_before(self, name: str, measure: dict[str, Any]) -> None:
        for before in measure["after"]:
            one_of = []
            for one in self.members[before]:
                waits = self.model.new_bool_var(f"{name} waits for {one}")
                done = self.start[one] + self.measures[one]["duration"]
                self.model.add_implication(waits, self.is_in[one])
                self.model.add(done <= self.start[name]).only_enforce_if(waits)
                one_of.append(waits)
            self.model.add_bool_or(one_of).only_enforce_if(self.is_in[name])

    def _choices(self) -> None:
        for group in self.problem["alternatives"]:
            chosen = sum(self.is_in[name] for name in group["members"])
            self.model.add(chosen == 1 if group["is_must"] else chosen <= 1)
        for name, measure in self.measures.items():
            if measure["is_must"]:
                self.model.add(self.is_in[name] == 1)
        for name, period in self.problem["pins"].items():
            self.model.add(self.starts_in[name, period] == 1)
        for name in self.problem["excluded"]:
            self.model.add(self.is_in[name] == 0)

    def _amounts(self) -> None:
        for limit in self.problem["limits"]:
            used = [self._used(at, limit["resource"], limit["of"]) for at in range(self.periods)]
            for period in range(self.periods):
                since = 0 if limit["carries_over"] else period
                there_is = round(sum(limit["amounts"][since : period + 1]))
                self.model.add(sum(used[since : period + 1]) <= there_is)
        if self.problem["total_budget"] is not None:
            spent = sum(self._used(period, "money", None) for period in range(self.periods))
            self.model.add(spent <= round(self.problem["total_budget"]))

    def _used(self, period: int, resource: str, of: list[str] | None) -> Any:
        return sum(
            round([*use["during"], use["running"]][min(period - begun, len(use["during"]))])
            * self.starts_in[name, begun]
            for name, measure in self.measures.items()
            for use in measure["uses"]
            if use["resource"] == resource and (of is None or use["of"] in of)
            for begun in range(period + 1)
        )

    def best_worth(self) -> int | None:
        """What the best plan is worth; None when there is no plan."""
        last = self.periods + self.problem["periods_after"]
        self.model.maximize(
            sum(
                round(measure["value"] or 0)
                * (last - period - measure["duration"])
                * self.starts_in[name, period]
                for name, measure in self.measures.items()
                for period in range(self.periods - measure["duration"] + 1)
            )
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 8
        solver.parameters.random_seed = 0
        status = solver.solve(self.model)
        if status not in {cp_model.OPTIMAL, cp_model.INFEASIBLE}:
            raise RuntimeError(solver.status_name(status))
        return round(solver.objective_value) if status == cp_model.OPTIMAL else None


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps([SecondProgram(problem).best_worth() for problem in asked]))
