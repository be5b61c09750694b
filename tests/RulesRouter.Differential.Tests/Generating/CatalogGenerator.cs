using System.Text;

namespace RulesRouter.Differential.Tests.Generating;

/// <summary>A catalog in which any fact may be absent, expired or a sample.</summary>
internal sealed class CatalogGenerator(Random random)
{
    public static readonly string[] Regions = ["eu-west", "us-east", "ap-southeast"];

    public static readonly string[] Certifications = ["soc2", "iso27001", "hipaa"];

    public static readonly string[] Tasks = ["refactor", "chat", "debugging"];

    private readonly List<string> endpoints = [];

    public IReadOnlyList<string> Endpoints => endpoints;

    public IReadOnlyList<string> Providers { get; private set; } = [];

    public IReadOnlyList<string> Models { get; private set; } = [];

    /// <summary>The regions and tiers that endpoints name.</summary>
    public IReadOnlyList<string> UsedRegions =>
        [.. endpoints.Where(id => id.Contains('#', StringComparison.Ordinal)).Select(id => id.Split('#')[1].Split('.')[0]).Distinct()];

    public string Generate()
    {
        Providers = [.. Enumerable.Range(0, random.Next(1, 5)).Select(index => $"p{index}")];
        Models = [.. Enumerable.Range(0, random.Next(1, 5)).Select(index => $"m{index}")];
        var text = new StringBuilder("apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: generated }\nspec:\n  providers:\n");
        foreach (var provider in Providers)
        {
            text.Append($"    {provider}: {{ name: {provider}{(random.Chance(0.3) ? ", failureDomain: cloud" : "")}{Via(provider)}, compliance: [{string.Join(", ", Compliance())}] }}\n");
        }

        text.Append("  models:\n");
        foreach (var model in Models)
        {
            var figures = Tasks.Where(_ => random.Chance(0.7))
                .Select(task => $"{{ benchmark: test, task: {task}, score: {random.Of("0.2", "0.5", "0.8")}, source: test }}");
            text.Append($"    {model}: {{ name: {model}{AliasOf(model)}, quality: [{string.Join(", ", figures)}] }}\n");
        }

        text.Append("  endpoints:\n");
        var plain = Providers.SelectMany(provider => Models.Select(model => $"{provider}/{model}"));
        var ids = plain.SelectMany(id => new[] { id, $"{id}#{random.Of(Regions)}", $"{id}#{random.Of(Regions)}.flex" })
            .Distinct().OrderBy(_ => random.Next()).Take(random.Next(1, 11));
        foreach (var id in ids)
        {
            endpoints.Add(id);
            text.Append($"    \"{id}\": {{ {string.Join(", ", Endpoint(id))} }}\n");
        }

        return text.ToString();
    }

    /// <summary>Calls pass only through providers after the own, so that no provider passes calls to itself.</summary>
    private string Via(string provider)
    {
        var later = Providers.Where(other => string.CompareOrdinal(other, provider) > 0).ToList();
        return !random.Chance(0.25) ? ""
            : random.Chance(0.2) ? ", via: unknown"
            : later.Count == 0 ? ""
            : $", via: {random.Some(later)}";
    }

    /// <summary>An alias refers only to models after it, so that none refers to itself.</summary>
    private string AliasOf(string model)
    {
        var later = Models.Where(other => string.CompareOrdinal(other, model) > 0).ToArray();
        return later.Length == 0 || !random.Chance(0.25) ? ""
            : later.Length == 1 || random.Chance(0.5) ? $", aliasOf: [{{ model: {random.Of(later)}, since: 2026-01-01 }}]"
            : $", aliasOf: [{{ model: {later[0]}, since: 2026-01-01 }}, {{ model: {later[^1]}, since: {Day()} }}]";
    }

    private IEnumerable<string> Endpoint(string id)
    {
        yield return $"model: {id.Split('/', '#')[1]}";
        if (random.Chance(0.15) && Via(id.Split('/')[0]) is { Length: > 0 } via)
        {
            yield return via[2..];
        }

        yield return $"inputModalities: [{random.Of("text", "text, image", "text, audio, pdf")}], outputModalities: [{random.Of("text", "text, audio")}]";
        var context = random.Of(2_000, 32_000, 200_000);
        foreach (var field in new[]
        {
            $"contextTokens: {context}",
            $"maxOutputTokens: {random.Of(500, 2_000, Math.Min(16_000, context))}",
            $"tools: {Flag()}",
            $"structuredOutput: {Flag()}",
            $"reasoning: {Flag()}",
            random.Chance(0.1)
                ? "free: true, prices: { source: test, periods: [{ input: 0, output: 0 }] }"
                : $"prices: {{ source: test, periods: [{string.Join(", ", Periods())}] }}",
            $"latency: [{string.Join(", ", Latency())}]",
        }.Where(_ => random.Chance(0.85)))
        {
            yield return field;
        }

        if (random.Chance(0.15))
        {
            yield return $"retires: {random.Of("2026-05-31", "2026-06-01", "2026-06-02")}";
        }

        if (random.Chance(0.2))
        {
            yield return $"failureDomain: {random.Of("cloud", "own")}";
        }

        if (random.Chance(0.2))
        {
            yield return $"compliance: [{string.Join(", ", Compliance())}]";
        }
    }

    private IEnumerable<string> Periods()
    {
        yield return $"{{ {Rates()} }}";
        if (random.Chance(0.3))
        {
            yield return random.Of($"{{ from: {Day()}, {Rates()} }}", $"{{ until: {Day()}, {Rates()} }}",
                $"{{ from: 2026-05-30, until: {Day()}, {Rates()} }}");
        }
    }

    private string Rates()
    {
        var tiers = random.Chance(0.2)
            ? $", tiers: [{{ aboveInputTokens: 1000, {Rate()} }}, {{ aboveInputTokens: {random.Of(2_000, 20_000)}, {Rate()} }}]"
            : "";
        return $"{Rate()}{(random.Chance(0.15) ? ", perRequest: 0.0013" : "")}{tiers}";
    }

    /// <summary>A price of 0 is unknown; the others differ by class in every way.</summary>
    private string Rate() =>
        $"input: {random.Of("0.1", "0.5", "1", "3")}, output: {random.Of("0", "0.5", "1", "4", "15", "0.7")}"
        + random.Of("", "", ", cachedInput: 0.07") + random.Of("", "", ", cacheWrite: 1.25") + random.Of("", "", ", reasoning: 6");

    private IEnumerable<string> Latency()
    {
        if (random.Chance(0.9))
        {
            yield return $"{{ {Evidence()}, ttftP50Ms: {random.Of(100, 300, 900)}, ttftP99Ms: {random.Of(900, 2_000)} }}";
        }

        if (random.Chance(0.9))
        {
            yield return $"{{ {Evidence()}, tokensPerSecondP50: {random.Of(20, 80)}, tokensPerSecondP1: {random.Of(5, 20)} }}";
        }
    }

    private IEnumerable<string> Compliance()
    {
        if (random.Chance(0.8))
        {
            yield return $"{{ {Evidence()}, dataRetentionDays: {random.Of(0, 7, 30)}, trainsOnData: {Flag()}, zeroDataRetention: {Flag()} }}";
        }

        if (random.Chance(0.7))
        {
            yield return $"{{ {Evidence()}, certifications: {random.Some(Certifications)}, processingRegions: {random.Some(Regions)}, storageRegions: {random.Some(Regions)} }}";
        }
    }

    private string Evidence() =>
        $"evidence: {{ source: test, checkedOn: 2026-01-01{random.Of("", "", "", ", expires: 2026-05-31", ", expires: 2026-06-01", ", expires: 2027-01-01", ", sample: true")} }}";

    private string Day() => random.Of("2026-05-31", "2026-06-01", "2026-06-02");

    private string Flag() => random.Of("true", "false");
}
