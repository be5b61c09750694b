using System.Text.Json;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>
/// A second evaluator of policies, written from the design alone: plain, slow, and without code of the first. It reads the same YAML and
/// covers layers, conditions, constraints, denials, selection, ranking by price, latency, quality and order, and the length of chains.
/// </summary>
internal sealed class NaiveRouter
{
    private readonly Dictionary<string, Dictionary<string, object>> policies = [];
    private readonly Dictionary<string, object> catalog;

    public NaiveRouter(IEnumerable<string> policyFiles, string catalogFile)
    {
        foreach (var policy in policyFiles.Select(NaiveYaml.Read))
        {
            policies[policy.Map("metadata").Text("name")!] = policy.Map("spec");
        }

        catalog = NaiveYaml.Read(catalogFile).Map("spec");
    }

    /// <param name="today">As 2026-06-01.</param>
    public NaiveDecision Decide(JsonElement request, string today)
    {
        var policy = request.GetProperty("policy").GetString()!;
        var layers = Layers(policy);
        var facts = new NaiveFacts(layers.Select(layer => policies[layer]), request);
        var rules = layers.SelectMany((name, layer) => policies[name].List("rules").Cast<Dictionary<string, object>>()
            .Select(rule => new NaiveRule($"{name}/{rule.Text("id")}", layer, rule))).ToList();
        var truths = rules.ToDictionary(rule => rule, rule => rule.When is { } when ? NaiveCondition.Evaluate(when, facts) : true);
        var task = request.GetProperty("task").GetString()!;
        var outputTokens = Estimate(request, "outputTokens");

        // Unknown counts as matched for constraints and denials.
        var bounds = rules.Where(rule => truths[rule] != false)
            .SelectMany(NaiveConstraint.Of).Concat(OfRequest(request)).ToList();
        var required = bounds.Where(bound => bound.Level == "required").ToList();
        var constraints = NaiveConstraint.Combined(required);
        if (rules.Any(rule => rule.Content.Boolean("deny") == true && truths[rule] != false))
        {
            return new NaiveDecision("denied-by-rule", constraints, [], [], 0);
        }

        // The first selection that certainly matches: conditions before defaults, then the most specific layer, then the highest priority.
        var select = rules.Where(rule => truths[rule] == true && rule.Content.ContainsKey("select"))
            .OrderBy(rule => rule.When is null).ThenBy(rule => rule.Layer).ThenByDescending(rule => rule.Content.Number("priority") ?? 0)
            .First().Content.Map("select");
        var prefer = select.Strings("prefer");
        var eligible = catalog.Map("endpoints").Keys.Select(id => new NaiveEndpoint(id, catalog, today))
            .Where(endpoint => !endpoint.IsRetired && required.All(bound => bound.IsSatisfiedBy(endpoint, task, outputTokens)))
            .Where(endpoint => prefer.Count == 0 || prefer.Any(pattern => NaiveConstraint.MatchesEndpoint(pattern, endpoint.Id)))
            .ToList();

        // Preferred bounds are dropped, the last declared first and those of the policy before its parent, until an endpoint is left.
        var preferred = bounds.Where(bound => bound.Level == "preferred")
            .OrderByDescending(bound => layers.IndexOf(bound.From.Split('/')[0])).ToList();
        for (var kept = preferred.Count; kept > 0; kept--)
        {
            var satisfying = eligible.Where(endpoint => preferred.Take(kept)
                .All(bound => bound.IsSatisfiedBy(endpoint, task, outputTokens))).ToList();
            if (satisfying.Count > 0)
            {
                eligible = satisfying;
                break;
            }
        }

        if (eligible.Count == 0)
        {
            return new NaiveDecision("no-candidate", constraints, [], [], 0);
        }

        var objective = select.Text("objective")!;
        var scores = eligible.ToDictionary(
            endpoint => endpoint.Id,
            endpoint => Score(endpoint, objective, prefer, request, task, outputTokens));
        var best = scores.Values.Min();
        var fallback = select.Map("fallback");
        return new NaiveDecision(
            null,
            constraints,
            [.. scores.Keys],
            [.. scores.Where(pair => pair.Value <= best + (Math.Abs(best) * 1e-12)).Select(pair => pair.Key)],
            fallback.Text("distinct") == "none" ? Math.Min(eligible.Count, 1 + (int)fallback.Number("max")!.Value) : null);
    }

    /// <summary>The policy, then its parent, most specific first.</summary>
    private List<string> Layers(string policy) => [policy, .. policies[policy].Strings("extends").SelectMany(Layers)];

    /// <summary>What the request itself requires.</summary>
    private static IEnumerable<NaiveConstraint> OfRequest(JsonElement request)
    {
        var longest = request.TryGetProperty("maxOutputTokens", out var max) ? max.GetDouble() : Estimate(request, "outputTokens");
        var both = Estimate(request, "inputTokens") + longest;
        if (both > 0)
        {
            yield return new NaiveConstraint("contextTokens.min", both, "request");
        }

        if (longest > 0)
        {
            yield return new NaiveConstraint("outputTokens.min", longest, "request");
        }

        if (request.TryGetProperty("deadlineMs", out var deadline))
        {
            yield return new NaiveConstraint("latencyP99Ms.max", deadline.GetDouble(), "request");
        }

        if (request.TryGetProperty("needs", out var needs))
        {
            var names = needs.EnumerateObject().Where(need => need.Value.GetBoolean())
                .Select(need => need.Name == "structuredOutput" ? "structured-output" : need.Name).ToList();
            if (names.Count > 0)
            {
                yield return new NaiveConstraint("capabilities", names, "request");
            }
        }
    }

    private static double Estimate(JsonElement request, string name) => request.GetProperty("estimate").GetProperty(name).GetDouble();

    /// <summary>Lower is better; an unknown figure is worst.</summary>
    private static double Score(
        NaiveEndpoint endpoint,
        string objective,
        List<string> prefer,
        JsonElement request,
        string task,
        double outputTokens) => objective switch
        {
            "price" => (Estimate(request, "inputTokens") * endpoint.InputPrice) + (outputTokens * endpoint.OutputPrice)
                ?? double.PositiveInfinity,
            "latency" => endpoint.LatencyP50(outputTokens) ?? double.PositiveInfinity,
            "quality" => -endpoint.Quality(task) ?? double.PositiveInfinity,
            "ordered" => prefer.FindIndex(pattern => NaiveConstraint.MatchesEndpoint(pattern, endpoint.Id)),
            _ => throw new NotSupportedException(objective),
        };
}

/// <param name="Layer">0 is the policy itself.</param>
internal sealed record NaiveRule(string Id, int Layer, Dictionary<string, object> Content)
{
    public string? When => Content.Text("when");
}
