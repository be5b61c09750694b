namespace RulesRouter.FaultTests.Load;

/// <summary>What callers spent of the budgets of their sessions, summed without the service.</summary>
/// <param name="Budgets">Sessions with a decision.</param>
/// <param name="Exhausted">Sessions in which a request was denied since their budget was exhausted.</param>
/// <param name="OverspentUsd">The sum above the limits.</param>
/// <param name="BoundUsd">The sum that the documentation allows above the limits.</param>
/// <param name="AboveBound">A sentence for each session that spent more than its limit and the documented bound.</param>
internal sealed record SessionSpending(int Budgets, int Exhausted, decimal OverspentUsd, decimal BoundUsd, IReadOnlyList<string> AboveBound)
{
    /// <param name="losses">When Redis lost its data, in ticks of the monotonic clock.</param>
    public static SessionSpending Of(Verdict verdict, IReadOnlyList<long> losses)
    {
        var (overspent, bound, above) = (0m, 0m, new List<string>());
        var sessions = verdict.Decisions.Values.Where(one => one.Session is not null).GroupBy(one => one.Session!).ToList();
        foreach (var session in sessions)
        {
            var routed = session.Where(one => one.IsRouted).ToList();
            var spent = routed.Sum(one => Spent(one, verdict));

            // Until an instance has joined the empty Redis, others do not know what it spent before.
            var unknown = losses.Where(loss => routed.Any(one => one.SentAt < loss) && routed.Any(one => one.SentAt > loss))
                .Sum(loss => routed.Where(one => one.SentAt <= loss).Sum(one => Spent(one, verdict)));
            overspent += Math.Max(0, spent - KnownBudget.LimitUsd);
            bound += unknown;
            if (spent > KnownBudget.LimitUsd + unknown)
            {
                above.Add($"session {session.Key}: {spent} US dollars of {KnownBudget.LimitUsd}, and at most {unknown} above that");
            }
        }

        return new SessionSpending(
            sessions.Count,
            sessions.Count(session => session.Any(one => one.Text.Contains("budget-exhausted", StringComparison.Ordinal))),
            overspent,
            bound,
            above);
    }

    /// <summary>The cost that was reported, also where no answer to the report came; else all that the decision reserved.</summary>
    private static decimal Spent(AcknowledgedDecision decision, Verdict verdict) =>
        verdict.Reported.TryGetValue(decision.Id, out var cost)
            ? cost
            : decision.Json.GetProperty("budgets")[0].GetProperty("reserved").GetDecimal();
}
