#!/usr/bin/env python3
"""States planning instances for OR-Tools CP-SAT, solves them, and prints its answers beside those of `premia solve`.

    python3 tests/peers/cpsat.py [--premia target/release/premia] [--seconds 20] [--workers 1] [FILE ...]

Installs `ortools` into a virtual environment of its own (in the cache folder of the user) when it is not there. Without
files it takes tests/core/instances/{t,s,m}*.json. The model is that of `premia solve`: optional steps on one line of time
without pauses, prerequisites, pins, locks, budget, and an uplift that never lies above 48 of its tangents. That makes the
CP-SAT bound valid up to rounding (a millionth of a log point, a cent of money); its plan is priced by the exact curve.
"""

import argparse
import glob
import json
import math
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SCALE = 1_000_000  # log points and uplifts as whole numbers
TANGENTS = 48


def ensure_ortools():
    """Imports cp_model, from a private environment if need be; runs this script again inside that one."""
    try:
        from ortools.sat.python import cp_model

        return cp_model
    except ImportError:
        home = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "premia-peers")
        python = os.path.join(home, "bin", "python")
        if sys.executable == python:
            raise
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "ortools"], check=True)
        os.execv(python, [python, *sys.argv])


class Case:
    """An instance with its ticks, weights, steps and uplift."""

    def __init__(self, path):
        raw = json.load(open(path))
        model, self.profile = raw["model"], raw["profile"]
        p = self.profile
        self.cap, self.additive = model.get("cap_log"), model.get("rate_curve") == "additive"
        self.ticks = math.floor(p["learning_hours"] * model["horizon_weeks"] + 1e-9)
        discount = lambda week: (1 + p["discount"]) ** (-week / 52)
        self.income, self.displaced, self.period = [], [], []
        last = len(next(iter(raw["curves"].values()))) - 1
        for tick in range(self.ticks):
            week = (tick + 0.5) / p["learning_hours"]
            sold = week + model["lag_weeks"]
            paid = p["billable_hours"] * p["rate"] / p["learning_hours"] * discount(sold)
            self.income.append(paid if sold < model["horizon_weeks"] else 0.0)
            self.displaced.append(p["displacement"] * p["rate"] * discount(week))
            self.period.append(min(last, int(sold // model["period_weeks"])))
        self.curves, self.steps, self.needs = raw["curves"], {}, {}
        extra = {(d["skill"], d["level"]): 0.0 for d in raw["domain_synergies"]}
        for row in raw["domain_synergies"]:
            extra[row["skill"], row["level"]] += row["premium"] if row["domain"] in p["domains"] else 0.0
        self.held = {(s["id"], n) for s in raw["skills"] for n in range(1, p["levels"].get(s["id"], 0) + 1)}
        for skill in raw["skills"]:
            for number, level in enumerate(skill["levels"], 1):
                step = skill["id"], number
                premium = level["premium"] + extra.get(step, 0.0)
                self.steps[step] = int(level["hours"]), level["cost"], premium, skill["curve"]
                below = [(skill["id"], number - 1)] if number > 1 else []
                rows = [(r["skill"], r["min_level"]) for r in skill["requires"] if r["level"] == number]
                self.needs[step] = [need for need in below + rows if need not in self.held]
        self.pins = [(x["skill"], x["level"]) for x in p["pinned"] if (x["skill"], x["level"]) not in self.held]
        self.locks = [tuple(x) for x in p["locked"] if tuple(x) not in self.held]

    def uplift(self, u):
        return u if self.additive or u <= 0 else math.exp(self.cap * (1 - math.exp(-u / self.cap))) - 1

    def value(self, order):
        """Prices a plan hour by hour."""
        end, ends, money = 0, [], 0.0
        for step in order:
            hours, cost, premium, curve = self.steps[step]
            end, money = end + hours, money + cost
            ends.append((end, premium, curve))
        total = -money
        for tick in range(self.ticks):
            u = sum(b * self.curves[k][self.period[tick]] for e, b, k in ends if e <= tick)
            total += self.income[tick] * self.uplift(u)
            total -= self.displaced[tick] * (1 + self.uplift(u)) if tick < end else 0.0
        return total


def cpsat(cp_model, case, seconds, workers):
    """Returns CP-SAT's plan, bound, whether it is proven, and its seconds."""
    m = cp_model.CpModel()
    free = [s for s in case.steps if s not in case.held and s[0] not in case.profile["excluded"]]
    grid = math.gcd(*(case.steps[s][0] for s in free)) if free else 1
    cells = case.ticks // grid
    chosen = {s: m.new_bool_var(f"x{s}") for s in free}
    end = {s: m.new_int_var(0, cells, f"e{s}") for s in free}
    line = []
    for s in free:
        size = case.steps[s][0] // grid
        start = m.new_int_var(0, cells, f"s{s}")
        line.append(m.new_optional_interval_var(start, size, end[s], chosen[s], f"i{s}"))
        for need in case.needs[s]:
            if need not in chosen:
                m.add(chosen[s] == 0)
                continue
            m.add_implication(chosen[s], chosen[need])
            m.add(end[need] <= start).only_enforce_if(chosen[s])
    m.add_no_overlap(line)
    learned = m.new_int_var(0, cells, "learned")
    m.add(learned == sum(case.steps[s][0] // grid * chosen[s] for s in free))
    for s in free:
        m.add(end[s] <= learned).only_enforce_if(chosen[s])
    if case.profile["budget"] is not None:
        cents = {s: round(100 * case.steps[s][1]) for s in free}
        m.add(sum(cents[s] * chosen[s] for s in free) <= round(100 * case.profile["budget"]))
    for s in case.pins + case.locks:
        m.add(chosen[s] == 1)
    at = 0
    for s in case.locks:
        at += case.steps[s][0] // grid
        m.add(end[s] == at)
    objective, constant = [], 0.0
    done_before, rest = {}, {}
    for cell in range(cells + (cells * grid < case.ticks)):
        for s in free:
            done = m.new_bool_var("")
            m.add(end[s] <= cell).only_enforce_if(done)
            m.add_implication(done, chosen[s])
            m.add(end[s] > cell).only_enforce_if([chosen[s], done.negated()])
            if s in done_before:
                m.add_implication(done_before[s], done)
            done_before[s] = done
        learning = m.new_bool_var("")
        m.add(learned > cell).only_enforce_if(learning)
        m.add(learned <= cell).only_enforce_if(learning.negated())
        ticks = range(cell * grid, min(case.ticks, (cell + 1) * grid))
        for period in sorted({case.period[t] for t in ticks}):
            own = [t for t in ticks if case.period[t] == period]
            income, displaced = sum(case.income[t] for t in own), sum(case.displaced[t] for t in own)
            weights = {s: round(SCALE * case.steps[s][2] * case.curves[case.steps[s][3]][period]) for s in free}
            low, high = sum(min(0, w) for w in weights.values()), sum(max(0, w) for w in weights.values())
            u = sum(weights[s] * done_before[s] for s in free)
            f = m.new_int_var(2 * low - SCALE, max(1, high) + SCALE, "")
            for point in [0.0] if case.additive else [high / SCALE * (i / TANGENTS) ** 1.5 for i in range(TANGENTS + 1)]:
                slope = 1.0 if case.additive or point <= 0 else (
                    math.exp(-point / case.cap + case.cap * (1 - math.exp(-point / case.cap))))
                rise = round(1000 * slope)
                level = max(case.uplift(x) - rise / 1000 * x for x in [point * (0.9 + 0.002 * i) for i in range(101)])
                m.add(1000 * f <= rise * u + math.ceil(1000 * SCALE * level) + 1000)
            objective.append((income, f))
            if displaced > 0:
                g = m.new_int_var(2 * low - SCALE, max(1, high) + SCALE, "")
                m.add(g >= f).only_enforce_if(learning)
                objective += [(-displaced, g), (-displaced * SCALE, learning)]
                m.add(g >= 0)
    objective += [(-case.steps[s][1] * SCALE, chosen[s]) for s in free]
    m.maximize(sum(round(100 * weight) * var for weight, var in objective))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, workers
    started = time.perf_counter()
    status = solver.solve(m)
    spent = time.perf_counter() - started
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        print("CP-SAT:", solver.status_name(status), m.validate(), file=sys.stderr)
        return None, None, False, spent
    order = sorted((s for s in free if solver.value(chosen[s])), key=lambda s: solver.value(end[s]))
    return order, solver.best_objective_bound / (100 * SCALE), status == cp_model.OPTIMAL, spent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--premia", default=os.path.join(HERE, "../../target/release/premia"))
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    cp_model = ensure_ortools()
    files = options.files or sorted(glob.glob(os.path.join(HERE, "../core/instances/[tsm]*.json")))
    row = "%-22s %12s %12s %8s %9s   %12s %12s %8s %9s"
    print(row % ("instance", "CP-SAT", "bound", "proof", "ms", "premia", "bound", "proof", "ms"))
    for path in files:
        case = Case(path)
        order, bound, proven, spent = cpsat(cp_model, case, options.seconds, options.workers)
        theirs = ("-", "-") if order is None else ("%.2f" % case.value(order), "%.2f" % bound)
        run = subprocess.run([options.premia, "solve", path], capture_output=True, text=True, check=False)
        ours = json.loads(run.stdout)
        name = os.path.splitext(os.path.basename(path))[0]
        print(row % (name, *theirs, "yes" if proven else "no", "%.0f" % (1000 * spent), "%.2f" % ours["objective"],
                     "%.2f" % ours["upper_bound"], "yes" if ours["status"] == "optimal" else "no",
                     "%.1f" % ours["elapsed_ms"]), flush=True)


if __name__ == "__main__":
    main()
