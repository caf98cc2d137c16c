"""The tour planner's request solved by OR-Tools routing: only the bench knows it."""

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from dashboard.planning.days import admits, slots
from dashboard.planning.solving import agenda_of
from dashboard.planning.value import loss, minute_price

POINT = 1000


def plan(asked, travel, seconds=None, solutions=None):
    """The agenda that guided local search finds within a time or a number of solutions."""
    days, visits = slots(asked), asked.visits
    if not days:  # OR-Tools ends the process when there is no vehicle
        return agenda_of(asked, travel, {})
    homes = [slot.team.home_code for slot in days]
    nodes = [*(visit.unit_code for visit in visits), *homes]
    starts = [len(visits) + v for v in range(len(days))]
    manager = pywrapcp.RoutingIndexManager(len(nodes), len(days), starts, starts)
    routing = pywrapcp.RoutingModel(manager)
    minutes = [[0 if a == b else travel.between(a, b) for b in nodes] for a in nodes]
    served = [*(visit.minutes for visit in visits), *([0] * len(days))]
    time = [[served[i] + row for row in minutes[i]] for i in range(len(nodes))]
    clock = routing.RegisterTransitMatrix(time)
    routing.AddDimension(clock, 24 * 60, 24 * 60, False, "time")
    clocks = routing.GetDimensionOrDie("time")
    one = routing.RegisterUnaryTransitVector([1] * len(visits) + [0] * len(days))
    routing.AddDimensionWithVehicleCapacity(
        one, 0, [slot.team.meetings_a_day for slot in days], True, "meetings"
    )
    for v, slot in enumerate(days):
        _costs(asked, routing, v, slot, minutes)
        clocks.CumulVar(routing.Start(v)).SetRange(slot.opens, slot.closes)
        clocks.CumulVar(routing.End(v)).SetRange(slot.opens, slot.closes)
    for i, visit in enumerate(visits):
        index = manager.NodeToIndex(i)
        fits = [v for v, slot in enumerate(days) if admits(asked, slot, visit)]
        if visit.pin is None:
            routing.AddDisjunction([index], round(visit.weight * POINT))
        elif visit.pin.starts_at is not None:
            clocks.CumulVar(index).SetValue(visit.pin.starts_at)
        routing.VehicleVar(index).SetValues([-1, *fits])
    found = routing.SolveWithParameters(_search(seconds, solutions))
    return agenda_of(asked, travel, _orders(days, visits, manager, routing, found))


def _costs(asked, routing, v, slot, minutes):
    price = minute_price(asked) * POINT
    lost = [round(loss(asked, visit, slot.day) * POINT) for visit in asked.visits]
    lost += [0] * (len(minutes) - len(lost))
    costs = [[round(m * price) + lost[j] for j, m in enumerate(row)] for row in minutes]
    routing.SetArcCostEvaluatorOfVehicle(routing.RegisterTransitMatrix(costs), v)


def _search(seconds, solutions):
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    search.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    if seconds:
        search.time_limit.FromMilliseconds(round(seconds * 1000))
    if solutions:
        search.solution_limit = solutions
    return search


def _orders(days, visits, manager, routing, found):
    orders = {slot.key: [] for slot in days}
    if found is None:
        return orders
    for v, slot in enumerate(days):
        index = found.Value(routing.NextVar(routing.Start(v)))
        while not routing.IsEnd(index):
            orders[slot.key].append(visits[manager.IndexToNode(index)])
            index = found.Value(routing.NextVar(index))
    return orders
