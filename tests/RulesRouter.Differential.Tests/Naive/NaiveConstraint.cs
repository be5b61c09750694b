using System.Globalization;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>One bound of one rule or of the request.</summary>
/// <param name="Name">As <c>providers.forbid</c>: the key and, for sets with two facets and bounds, the facet.</param>
/// <param name="Level">required, preferred or advisory.</param>
internal sealed record NaiveConstraint(string Name, object Value, string From, string Level = "required")
{
    /// <summary>The bounds of a rule, in the order in which it declares them.</summary>
    public static IEnumerable<NaiveConstraint> Of(NaiveRule rule)
    {
        var levels = rule.Content.Map("enforce");
        return Of(rule.Content.Map("constrain"), rule.Id)
            .Select(bound => bound with { Level = levels.Text(KeyOf(bound.Name)) ?? "required" });
    }

    private static IEnumerable<NaiveConstraint> Of(Dictionary<string, object> constrain, string from)
    {
        foreach (var (key, value) in constrain)
        {
            if (value is string scalar)
            {
                object bound = scalar is "true" or "false" ? scalar == "true" : decimal.Parse(scalar, CultureInfo.InvariantCulture);
                yield return new NaiveConstraint(key, bound, from);
            }
            else if (value is List<object> list)
            {
                yield return new NaiveConstraint(key, list.Cast<string>().ToList(), from);
            }
            else
            {
                foreach (var bound in OfMap(key, (Dictionary<string, object>)value, from))
                {
                    yield return bound;
                }
            }
        }
    }

    private static IEnumerable<NaiveConstraint> OfMap(string key, Dictionary<string, object> map, string from)
    {
        foreach (var (facet, bound) in map)
        {
            yield return bound switch
            {
                Dictionary<string, object> inner => new NaiveConstraint($"{key}.{facet}.max", inner.Number("max")!.Value, from),
                List<object> list => new NaiveConstraint($"{key}.{facet}", list.Cast<string>().ToList(), from),
                string number => new NaiveConstraint($"{key}.{facet}", double.Parse(number, CultureInfo.InvariantCulture), from),
                _ => throw new NotSupportedException(key),
            };
        }
    }

    /// <summary>Whether an endpoint satisfies this bound alone; an unknown fact never does.</summary>
    public bool IsSatisfiedBy(NaiveEndpoint endpoint, NaiveRequest request) => Name switch
    {
        "dataRetentionDays.max" => Complies(endpoint, group => group.Number("dataRetentionDays") <= (double)Value),
        "trainsOnData" => Complies(endpoint, group => group.Boolean("trainsOnData") == false),
        "zeroDataRetention" => Complies(endpoint, group => group.Boolean("zeroDataRetention") == true),
        "certifications" => Complies(endpoint, group => ((List<string>)Value).All(group.Strings(Name).Contains)),
        "processingRegions.allow" => Complies(endpoint, group => group.Strings("processingRegions").All(((List<string>)Value).Contains)),
        "storageRegions.allow" => Complies(endpoint, group => group.Strings("storageRegions").All(((List<string>)Value).Contains)),
        "regions.allow" => endpoint.Region is { } region && ((List<string>)Value).Contains(region),
        "providers.allow" => !endpoint.Providers.Contains("unknown") && endpoint.Providers.All(MatchesSome),
        "providers.forbid" => !endpoint.Providers.Contains("unknown") && !endpoint.Providers.Any(MatchesSome),
        "endpoints.allow" => ((List<string>)Value).Any(pattern => MatchesEndpoint(pattern, endpoint.Id)),
        "endpoints.forbid" => !((List<string>)Value).Any(pattern => MatchesEndpoint(pattern, endpoint.Id)),
        "models.allow" => endpoint.NamesOfModel.Any(MatchesSome),
        "models.forbid" => !endpoint.Models.Any(MatchesSome),
        "serviceTiers.allow" => ((List<string>)Value).Contains(endpoint.Tier),
        "capabilities" => ((List<string>)Value).All(capability => endpoint.Can(capability) == true),
        "contextTokens.min" => endpoint.ContextTokens >= (double)Value,
        "outputTokens.min" => endpoint.MaxOutputTokens >= (double)Value,
        "quality.min" => !endpoint.QualityIsPrior(request.Task) && endpoint.Quality(request.Task) >= (double)Value,
        "quality.minOrPrior" => endpoint.Quality(request.Task) >= (double)Value,
        "tokensPerSecond.min" => endpoint.SpeedP50 >= (double)Value,
        "ttftP99Ms.max" => endpoint.TtftP99 <= (double)Value,
        "latencyP99Ms.max" => endpoint.LatencyP99((double?)request.OutputTokens) <= (double)Value,
        "price.inputPerMTok.max" => endpoint.PriceFor(request.InputTokens).Input * 1_000_000 <= (decimal)(double)Value,
        "price.outputPerMTok.max" => endpoint.PriceFor(request.InputTokens).Output * 1_000_000 <= (decimal)(double)Value,
        "maxCostUsd" => request.SetAside(endpoint) <= (decimal)Value,
        _ => throw new NotSupportedException(Name),
    };

    /// <summary>Every provider that the call passes through must satisfy it.</summary>
    private bool Complies(NaiveEndpoint endpoint, Func<Dictionary<string, object>, bool> satisfies) =>
        endpoint.Compliance(Name.Split('.')[0])?.All(satisfies) == true;

    private bool MatchesSome(string text) => ((List<string>)Value).Any(pattern => Matches(pattern, text));

    public bool TakesPatterns => Name.StartsWith("providers.", StringComparison.Ordinal)
        || Name.StartsWith("endpoints.", StringComparison.Ordinal) || Name.StartsWith("models.", StringComparison.Ordinal);

    /// <summary>The combined value by name, and the sources by key. Patterns are compared by the endpoints that they admit.</summary>
    public static SortedDictionary<string, string> Combined(IEnumerable<NaiveConstraint> bounds)
    {
        var all = bounds.ToList();
        var combined = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var named in all.GroupBy(bound => bound.Name))
        {
            combined[named.Key] = named.First().TakesPatterns ? "patterns" : Combined([.. named]);
        }

        foreach (var keyed in all.GroupBy(bound => KeyOf(bound.Name)))
        {
            combined[$"{keyed.Key} from"] = Canonical(keyed.Select(bound => bound.From));
        }

        return combined;
    }

    private static string Combined(List<NaiveConstraint> all) => all[0].Value switch
    {
        bool flag => flag ? "true" : "false",
        decimal => Canonical((double)all.Min(bound => (decimal)bound.Value)),
        double when all[0].Name.EndsWith(".max", StringComparison.Ordinal) => Canonical(all.Min(bound => (double)bound.Value)),
        double => Canonical(all.Max(bound => (double)bound.Value)),
        List<string> when all[0].Name.EndsWith(".allow", StringComparison.Ordinal) =>
            Canonical(all.Select(bound => (IEnumerable<string>)(List<string>)bound.Value)
                .Aggregate((left, right) => left.Intersect(right))),
        List<string> => Canonical(all.SelectMany(bound => (List<string>)bound.Value)),
        _ => throw new NotSupportedException(all[0].Name),
    };

    public static string Canonical(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    public static string Canonical(IEnumerable<string> names) => $"[{string.Join(' ', names.Distinct().Order(StringComparer.Ordinal))}]";

    /// <summary>Without the facet: `price.inputPerMTok` of `price.inputPerMTok.max`.</summary>
    public static string KeyOf(string name) =>
        name.LastIndexOf('.') is var cut and > 0 && name[(cut + 1)..] is "max" or "min" or "allow" or "forbid" ? name[..cut] : name;

    /// <summary>`*` is any sequence of characters.</summary>
    public static bool Matches(string pattern, string text) =>
        pattern.Length == 0 ? text.Length == 0
        : pattern[0] == '*' ? Matches(pattern[1..], text) || (text.Length > 0 && Matches(pattern, text[1..]))
        : text.Length > 0 && pattern[0] == text[0] && Matches(pattern[1..], text[1..]);

    /// <summary>`*` does not cross `#`, and a pattern without `#` is for every region and tier.</summary>
    public static bool MatchesEndpoint(string pattern, string id)
    {
        var (patternParts, idParts) = (pattern.Split('#', 2), id.Split('#', 2));
        return Matches(patternParts[0], idParts[0])
            && (patternParts.Length == 1 || (idParts.Length == 2 && Matches(patternParts[1], idParts[1])));
    }
}
