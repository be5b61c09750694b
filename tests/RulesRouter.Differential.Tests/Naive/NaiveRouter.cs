using System.Text.Json;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>
/// A second evaluator of policies, written from the design alone: plain, slow, and without code of the first. It reads the same YAML and
/// covers layers, conditions, constraints, waivers, denials, attempts, selection, splits, ranking by price, latency, quality and order,
/// dropped preferences, chains, and money.
/// </summary>
internal sealed class NaiveRouter
{
    private readonly Dictionary<string, Dictionary<string, object>> policies = [];
    private readonly Dictionary<string, object> catalog;

    private readonly Func<string, string, (double Success, bool IsPrior)> qualityOf;

    /// <param name="qualityOf">By model and task: success at the reference difficulty, and whether no score at such tasks is known.</param>
    public NaiveRouter(
        IEnumerable<string> policyFiles,
        string catalogFile,
        Func<string, string, (double Success, bool IsPrior)> qualityOf)
    {
        this.qualityOf = qualityOf;
        foreach (var policy in policyFiles.Select(NaiveYaml.Read))
        {
            policies[policy.Map("metadata").Text("name")!] = policy.Map("spec");
        }

        catalog = NaiveYaml.Read(catalogFile).Map("spec");
    }

    /// <param name="today">As 2026-06-01.</param>
    public NaiveDecision Decide(JsonElement json, string today)
    {
        var request = new NaiveRequest(json);
        var layers = Layers(json.GetProperty("policy").GetString()!);
        var facts = new NaiveFacts(layers.Select(layer => policies[layer]), json);
        var budgets = layers.AsEnumerable().Reverse().SelectMany(layer => policies[layer].List("budgets").Cast<Dictionary<string, object>>()
            .Select(budget => NaiveBudget.Of(layer, budget, facts, json))).ToList();
        budgets.ForEach(facts.Add);
        var rules = layers.SelectMany((name, layer) => policies[name].List("rules").Cast<Dictionary<string, object>>()
            .Select(rule => new NaiveRule($"{name}/{rule.Text("id")}", layer, rule))).ToList();
        var truths = rules.ToDictionary(rule => rule, rule => rule.When is { } when ? NaiveCondition.Evaluate(when, facts) : true);
        var endpoints = catalog.Map("endpoints").Keys.ToDictionary(id => id, id => new NaiveEndpoint(id, catalog, today, qualityOf));

        // Unknown counts as matched for constraints and denials.
        var bounds = rules.Where(rule => truths[rule] != false).SelectMany(NaiveConstraint.Of).ToList();
        var required = bounds.Where(bound => bound.Level == "required" && !IsWaived(bound, layers, facts, today)).ToList();

        // Preferred bounds: those of the parent are declared first.
        var preferred = bounds.Where(bound => bound.Level == "preferred")
            .OrderByDescending(bound => layers.IndexOf(bound.From.Split('/')[0])).ToList();
        var spent = (ForRules: request.Spent(id => endpoints[id], false), ForRequest: request.Spent(id => endpoints[id], true));
        var left = budgets.SelectMany(budget => budget.Bounds).ToList();
        var constraints = NaiveConstraint.Combined(required.Concat(OfRequest(request)).Select(Left).Concat(left));
        if (rules.Any(rule => rule.Content.Boolean("deny") == true && truths[rule] != false))
        {
            return new NaiveDecision("denied-by-rule", constraints, [], [], null);
        }

        if (budgets.Exists(budget => budget.IsExhausted) || budgets.Exists(budget => budget.DeniesUnknown))
        {
            return new NaiveDecision(
                budgets.Exists(budget => budget.IsExhausted) ? "budget-exhausted" : "budget-unknown",
                constraints,
                [],
                [],
                null);
        }

        // The first selection that certainly matches: conditions before defaults, then the most specific layer, then the highest priority.
        var select = rules.Where(rule => truths[rule] == true && rule.Content.ContainsKey("select"))
            .OrderBy(rule => rule.When is null).ThenBy(rule => rule.Layer).ThenByDescending(rule => rule.Content.Number("priority") ?? 0)
            .First().Content.Map("select");
        var fallback = select.Map("fallback");
        var max = (int)fallback.Number("max")!.Value;
        var mayTry = request.MayTryAgain(fallback.Strings("on")) && request.Attempts.Count <= max;
        var rejected = request.Attempts.Where(attempt => attempt.Failed == "rejected-output")
            .Select(attempt => endpoints[attempt.Endpoint].ModelBehind).ToHashSet();
        var levels = new List<NaiveLevel>();
        for (var kept = preferred.Count; kept >= 0 && mayTry; kept--)
        {
            // Preferred bounds are dropped, the last declared first, until an endpoint is left; further hops drop more of them.
            var inForce = required.Concat(preferred.Take(kept)).Concat(OfRequest(request)).Select(Left).Concat(left).ToList();
            var arms = Arms(select).Select(arm => new NaiveArm(arm.Name, endpoints.Values
                .Where(endpoint => MayServe(endpoint, request) && !rejected.Contains(endpoint.ModelBehind)
                    && (arm.Prefer.Count == 0 || arm.Prefer.Exists(pattern => NaiveConstraint.MatchesEndpoint(pattern, endpoint.Id)))
                    && inForce.TrueForAll(bound => bound.IsSatisfiedBy(endpoint, request)))
                .ToDictionary(endpoint => endpoint.Id, endpoint => Score(endpoint, select.Text("objective")!, arm.Prefer, request))));
            var level = new NaiveLevel(
                [.. preferred.Skip(kept).Reverse().Select(bound => $"{bound.Name} of {bound.From}")],
                inForce.Where(bound => bound.Name == "maxCostUsd").Select(bound => (decimal?)bound.Value).Min(),
                inForce.Exists(bound => bound.Name == "maxCostUsd" && bound.From.Contains('/') && !bound.From.StartsWith("budget ")),
                [.. arms]);
            if (levels.Count > 0 || level.Arms.Exists(arm => arm.Scores.Count > 0))
            {
                levels.Add(level);
            }
        }

        if (levels.Count == 0)
        {
            // The same without the bounds of budgets.
            var unbounded = required.Concat(OfRequest(request)).Select(Left).ToList();
            var byBudget = mayTry && Arms(select).Any(arm => endpoints.Values.Any(endpoint =>
                MayServe(endpoint, request) && !rejected.Contains(endpoint.ModelBehind)
                    && (arm.Prefer.Count == 0 || arm.Prefer.Exists(pattern => NaiveConstraint.MatchesEndpoint(pattern, endpoint.Id)))
                    && unbounded.TrueForAll(bound => bound.IsSatisfiedBy(endpoint, request))));
            return new NaiveDecision(
                byBudget ? "budget-exhausted" : "no-candidate",
                constraints,
                [.. Enumerable.Reverse(preferred).Select(bound => $"{bound.Name} of {bound.From}")],
                [],
                null);
        }

        var first = levels[0].Dropped;
        return new NaiveDecision(
            null,
            constraints,
            first,
            [.. levels.Select(level => level with { Dropped = level.Dropped[first.Count..] })],
            new NaiveChain(
                request,
                endpoints,
                max,
                fallback.Text("distinct")!,
                select.Boolean("sticky") == true,
                fallback.Strings("on").Contains("rejected-output")));

        // A bound in money is for the attempts too.
        NaiveConstraint Left(NaiveConstraint bound) => bound.Name != "maxCostUsd" || request.Attempts.Count == 0 ? bound
            : bound with
            {
                Value = (bound.From == "request" ? spent.ForRequest : spent.ForRules) is { } usd
                    ? Math.Max(0, (decimal)bound.Value - usd)
                    : 0m,
            };
    }

    private static bool MayServe(NaiveEndpoint endpoint, NaiveRequest request) =>
        !endpoint.IsRetired
        && !request.Attempts.Any(attempt => attempt.Endpoint == endpoint.Id)
        && !request.Down.Contains(endpoint.Id)
        && !request.Down.Overlaps(endpoint.Providers)
        && !request.Down.Overlaps(endpoint.FailureDomains);

    /// <summary>The policy, then its parent, most specific first.</summary>
    private List<string> Layers(string policy) => [policy, .. policies[policy].Strings("extends").SelectMany(Layers)];

    private bool IsWaived(NaiveConstraint bound, List<string> layers, NaiveFacts facts, string today)
    {
        var (layer, id) = (bound.From.Split('/')[0], bound.From.Split('/')[1]);
        var rule = policies[layer].List("rules").Cast<Dictionary<string, object>>().First(rule => rule.Text("id") == id);
        return rule.Strings("waivable").Contains(NaiveConstraint.KeyOf(bound.Name))
            && layers.SelectMany(name => policies[name].List("waivers")).Cast<Dictionary<string, object>>().Any(waiver =>
                waiver.Text("rule") == bound.From
                && waiver.Text("constraint") == NaiveConstraint.KeyOf(bound.Name)
                && string.CompareOrdinal(waiver.Text("from") ?? "", today) <= 0
                && string.CompareOrdinal(today, waiver.Text("expires")) <= 0
                && NaiveCondition.Evaluate(waiver.Text("when")!, facts) == true);
    }

    /// <summary>Arms of weight 0 are off; an arm without patterns has those of the selection.</summary>
    private static IEnumerable<(string? Name, List<string> Prefer)> Arms(Dictionary<string, object> select) =>
        select.Map("split").List("arms").Cast<Dictionary<string, object>>().ToList() is { Count: > 0 } arms
            ? arms.Where(arm => arm.Number("weight") > 0)
                .Select(arm => (arm.Text("name"), arm.ContainsKey("prefer") ? arm.Strings("prefer") : select.Strings("prefer")))
            : [(null, select.Strings("prefer"))];

    /// <summary>What the request itself requires.</summary>
    private static IEnumerable<NaiveConstraint> OfRequest(NaiveRequest request)
    {
        var both = (request.InputTokens ?? 0) + (request.NeededOutput ?? 0);
        if (both > 0)
        {
            yield return new NaiveConstraint("contextTokens.min", (double)both, "request");
        }

        if (request.NeededOutput > 0)
        {
            yield return new NaiveConstraint("outputTokens.min", (double)request.NeededOutput, "request");
        }

        if (request.DeadlineMs is { } deadline)
        {
            yield return new NaiveConstraint("latencyP99Ms.max", (double)deadline, "request");
        }

        if (request.MaxCostUsd is { } budget)
        {
            yield return new NaiveConstraint("maxCostUsd", budget, "request");
        }

        if (request.Needs.ToList() is { Count: > 0 } needs)
        {
            yield return new NaiveConstraint("capabilities", needs, "request");
        }
    }

    /// <summary>Lower is better; an unknown figure is worst. Unknown lengths count as none, to compare the rest.</summary>
    private static double Score(NaiveEndpoint endpoint, string objective, List<string> prefer, NaiveRequest request) => objective switch
    {
        "price" => (double?)request.ExpectedCost(endpoint, request.InputTokens ?? 0, request.OutputTokens ?? 0) ?? double.PositiveInfinity,
        "latency" => endpoint.LatencyP50((double?)request.OutputTokens ?? 0) ?? double.PositiveInfinity,
        "quality" => -endpoint.Quality(request.Task),
        "ordered" => prefer.FindIndex(pattern => NaiveConstraint.MatchesEndpoint(pattern, endpoint.Id)),
        _ => throw new NotSupportedException(objective),
    };
}

/// <param name="Layer">0 is the policy itself.</param>
internal sealed record NaiveRule(string Id, int Layer, Dictionary<string, object> Content)
{
    public string? When => Content.Text("when");
}
