using System.Text.Json;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>
/// Checks a chain hop by hop: the next is one of the best of those left, in the order of levels and of the arms of a split, that clash
/// with no earlier one, fit what the bound in money leaves, and are reached after no rejection of the same model.
/// </summary>
/// <param name="Max">Fallbacks.</param>
/// <param name="LeadsOnRejections">The selection's list names rejected outputs.</param>
internal sealed record NaiveChain(
    NaiveRequest Request,
    Dictionary<string, NaiveEndpoint> Endpoints,
    int Max,
    string Distinct,
    bool IsSticky,
    bool LeadsOnRejections)
{
    /// <summary>Null if the chain of a decision is right.</summary>
    public string? Difference(List<NaiveLevel> levels, JsonElement decision)
    {
        var hops = new[] { decision.GetProperty("chosen") }.Concat(decision.GetProperty("fallbacks").EnumerateArray()).ToList();
        var drawn = decision.TryGetProperty("split", out var split) ? split.GetProperty("drawn").GetString() : null;
        if (drawn is null != levels[0].Arms[0].Name is null || (drawn is not null && levels[0].Arms.All(arm => arm.Name != drawn)))
        {
            return $"arm {drawn ?? "none"} is drawn";
        }

        var sorted = levels.Select(level => level with { Arms = [.. level.Arms.OrderBy(arm => arm.Name != drawn)] }).ToList();
        return Order(sorted, hops) ?? Costs(sorted, hops) ?? Obligation(decision, hops);
    }

    private string? Order(List<NaiveLevel> levels, List<JsonElement> hops)
    {
        var (chain, at) = (new List<string>(), 0);
        var ignoresTried = false;
        var isFirstOfLevel = true;
        for (var index = 0; index <= hops.Count; index++)
        {
            var hop = index < hops.Count ? hops[index].GetProperty("endpoint").GetString() : null;
            HashSet<string> next = [];
            while (chain.Count + Request.Attempts.Count <= Max && at < levels.Count)
            {
                ignoresTried = isFirstOfLevel ? Next(levels[at], chain, ignoresTried: false).Count == 0 : ignoresTried;
                next = Next(levels[at], chain, ignoresTried);
                if (next.Count > 0)
                {
                    isFirstOfLevel = false;
                    break;
                }

                (at, isFirstOfLevel) = (at + 1, true);
            }

            if (hop is null ? next.Count > 0 : !next.Contains(hop))
            {
                return $"after {string.Join(", ", chain)}: expected {(next.Count == 0 ? "the end" : string.Join(" or ", next))}, found {hop ?? "the end"}";
            }

            if (hop is not null && !Names(hops[index]).SequenceEqual(levels[at].Dropped))
            {
                return $"hop {hop}: expected without {string.Join(", ", levels[at].Dropped)}, found without {string.Join(", ", Names(hops[index]))}";
            }

            chain.Add(hop!);
        }

        return null;
    }

    /// <summary>The endpoints that may come next from a level: several if they are equal by the objective.</summary>
    private HashSet<string> Next(NaiveLevel level, List<string> chain, bool ignoresTried)
    {
        var before = (ignoresTried ? [] : Request.Attempts.Select(attempt => attempt.Endpoint)).Concat(chain).ToList();
        var paid = chain.Sum(id => level.BudgetUsd is null ? 0 : Request.SetAside(Endpoints[id])!.Value);
        var groups = level.Arms.Select(arm => arm.Scores);
        if (IsSticky && Request.LastEndpoint is { } last && level.Arms.Exists(arm => arm.Scores.ContainsKey(last)))
        {
            groups = groups.Prepend(new Dictionary<string, double> { [last] = 0 });
        }

        foreach (var scores in groups)
        {
            var fitting = scores.Where(pair => !before.Exists(earlier => Clash(Endpoints[earlier], Endpoints[pair.Key]))
                && (level.BudgetUsd is null || paid + Request.SetAside(Endpoints[pair.Key]) <= level.BudgetUsd)
                && !ReturnsToRejected([.. chain, pair.Key])).ToList();
            if (fitting.Count > 0)
            {
                var best = fitting.Min(pair => pair.Value);
                return [.. fitting.Where(pair => pair.Value <= best + (Math.Abs(best) * 1e-12)).Select(pair => pair.Key)];
            }
        }

        return [];
    }

    private bool Clash(NaiveEndpoint one, NaiveEndpoint other) => Distinct switch
    {
        "provider" => one.Providers.Overlaps(other.Providers),
        "failure-domain" => one.FailureDomains.Overlaps(other.FailureDomains),
        _ => one.Id == other.Id,
    };

    /// <summary>Whether some sequence of failures asks a model again after its output was rejected: tries every one of them.</summary>
    private bool ReturnsToRejected(List<string> chain)
    {
        var models = chain.Select(id => Endpoints[id].ModelBehind).ToList();
        return LeadsOnRejections
            && Enumerable.Range(0, chain.Count).Any(hop => Fails(hop, rejected: true, []) || Fails(hop, rejected: false, []));

        bool Fails(int hop, bool rejected, List<string> rejectedBefore)
        {
            var next = Enumerable.Range(hop + 1, chain.Count - hop - 1).Where(later => !rejected || LeadsTo(later)).Take(1).ToList();
            if (next.Count == 0)
            {
                return false;
            }

            List<string> all = rejected ? [.. rejectedBefore, models[hop]] : rejectedBefore;
            return all.Contains(models[next[0]]) || Fails(next[0], rejected: true, all) || Fails(next[0], rejected: false, all);
        }

        // A hop of a model that is earlier in the chain serves failures of availability only.
        bool LeadsTo(int hop) => !models.Take(hop).Contains(models[hop]);
    }

    /// <summary>
    /// Expected and worst costs, and the caps that keep the worst within the bound: each hop takes what the others leave, attempts first.
    /// </summary>
    private string? Costs(List<NaiveLevel> levels, List<JsonElement> hops)
    {
        var endpoints = hops.Select(hop => Endpoints[hop.GetProperty("endpoint").GetString()!]).ToList();
        var budgets = hops.Select(hop => levels.First(level => level.Dropped.SequenceEqual(Names(hop))).BudgetUsd).ToList();
        var paid = budgets[0] is null || !Request.MayBeCapped ? 0
            : Request.SpentAbove(id => Endpoints[id], !levels[0].IsBoundByRules, Left(0));
        for (var hop = 0; hop < hops.Count; hop++)
        {
            var longest = Request.LongestOutput(endpoints[hop]);
            var (worst, cap) = (Request.WorstCost(endpoints[hop], longest), (decimal?)null);
            if (budgets[hop] is not null && Request.MayBeCapped)
            {
                var most = Request.SetAside(endpoints[hop])!.Value + Left(hop) - paid;
                if (!(worst <= most))
                {
                    cap = endpoints[hop].PriceFor(Request.InputTokens).DearestOutput is { } rate
                        ? Math.Floor((most - Request.WorstCost(endpoints[hop], 0)!.Value) / rate / Request.Answers)
                        : 0;
                    cap = longest < cap ? longest : cap;
                    worst = Request.WorstCost(endpoints[hop], cap);
                }
            }

            paid += worst ?? 0;
            if (cap is null && Request.Clamps && longest < Request.Cap)
            {
                cap = Math.Max(1, longest.Value);
            }

            var estimate = hops[hop].GetProperty("estimate");
            var expected = Request.ExpectedCost(endpoints[hop], Request.InputTokens, Request.OutputTokens);
            foreach (var (name, wanted, found) in new[]
            {
                ("maxOutputTokens", cap, Number(hops[hop], "maxOutputTokens")),
                ("worstCaseUsd", worst, Number(estimate, "worstCaseUsd")),
                ("tokenCostUsd", expected, Number(estimate, "tokenCostUsd")),
            })
            {
                if (wanted is null != found is null || Math.Abs(wanted - found ?? 0) > 1e-15m)
                {
                    return $"{name} of {endpoints[hop].Id}: expected {wanted?.ToString() ?? "none"}, found {found?.ToString() ?? "none"}";
                }
            }
        }

        return null;

        decimal Left(int from) => Enumerable.Range(from, hops.Count - from).Where(later => budgets[later] is not null)
            .Min(later => budgets[later]!.Value - endpoints[from..(later + 1)].Sum(one => Request.SetAside(one)!.Value));
    }

    /// <summary>The lowest cap is an obligation.</summary>
    private static string? Obligation(JsonElement decision, List<JsonElement> hops)
    {
        var wanted = hops.Min(hop => Number(hop, "maxOutputTokens"));
        var found = Number(decision.GetProperty("obligations"), "cap-output");
        return wanted == found ? null : $"cap-output: expected {wanted?.ToString() ?? "none"}, found {found?.ToString() ?? "none"}";
    }

    /// <summary>The preferred constraints that a hop or a decision gives up.</summary>
    public static List<string> Names(JsonElement of) => of.TryGetProperty("givenUp", out var givenUp)
        ?
        [
            .. givenUp.EnumerateArray()
                .Select(one => $"{one.GetProperty("constraint").GetString()} of {one.GetProperty("from").GetString()}"),
        ]
        : [];

    private static decimal? Number(JsonElement of, string name) => of.TryGetProperty(name, out var number) ? number.GetDecimal() : null;
}
